import os
import keras

strategy = None
try:
    import tensorflow as tf
    strategy = tf.distribute.get_strategy()
except ImportError:
    pass

with strategy.scope():
    model = keras.Sequential()
    model.add(keras.layers.Input(shape=(4,)))
    model.add(keras.layers.Dense(3))
if os.path.exists("weights.h5"):
    model.load_weights("weights.h5")

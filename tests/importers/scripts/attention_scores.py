import keras
from keras import layers

query = keras.Input((5, 8), name="query")
value = keras.Input((5, 8), name="value")
attended, scores = layers.MultiHeadAttention(num_heads=2, key_dim=4)(query, value, return_attention_scores=True)
pooled = layers.GlobalAveragePooling1D()(layers.Attention()([attended, value]))
model = keras.Model([query, value], [pooled, scores])

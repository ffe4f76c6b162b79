import keras
from keras import layers

latent_dim = 8
generator = keras.Sequential([keras.Input((latent_dim,)), layers.Dense(7 * 7 * 4), layers.Reshape((7, 7, 4)), layers.Conv2DTranspose(4, 4, strides=2, padding="same"), layers.LeakyReLU(negative_slope=0.2), layers.Conv2D(1, 5, padding="same", activation="tanh")], name="generator")
discriminator = keras.Sequential([keras.Input((14, 14, 1)), layers.Conv2D(4, 3, strides=2, padding="same"), layers.Flatten(), layers.Dense(1)], name="discriminator")
discriminator.trainable = False
z = keras.Input((latent_dim,))
model = keras.Model(z, discriminator(generator(z)))
model.compile(optimizer=keras.optimizers.Adam(2e-4, beta_1=0.5), loss=keras.losses.BinaryCrossentropy(from_logits=True))

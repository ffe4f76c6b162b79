from keras.layers import Input, Embedding, Flatten, Dot, Add, Dense
from keras.models import Model

n_users, n_items, n_factors = 40, 30, 5
user = Input(shape=(1,))
u = Flatten()(Embedding(n_users, n_factors, embeddings_regularizer='l2')(user))
item = Input(shape=(1,))
m = Flatten()(Embedding(n_items, n_factors)(item))
model = Model(inputs=[user, item], outputs=Dot(axes=1)([u, m]))
model.compile(loss='mean_squared_error', optimizer='adam')

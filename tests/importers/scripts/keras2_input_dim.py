from tensorflow.python.keras.models import Sequential
from tensorflow.python.keras.layers import Dense, LeakyReLU, LSTM

model = Sequential()
model.add(Dense(12, input_dim=8, kernel_initializer='uniform', activation='relu'))
model.add(LeakyReLU(alpha=0.1))
model.add(Dense(1))
model.compile(loss='mse', optimizer='sgd')
model.fit(X, Y, epochs=150, batch_size=10, verbose=0)

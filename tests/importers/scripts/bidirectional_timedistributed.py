from keras.models import Sequential
from keras.layers import Input, Embedding, Bidirectional, LSTM, TimeDistributed, Dense

model = Sequential()
model.add(Input(shape=(20,)))
model.add(Embedding(input_dim=50, output_dim=8, mask_zero=True))
model.add(Bidirectional(LSTM(units=6, return_sequences=True, recurrent_dropout=0.1)))
model.add(TimeDistributed(Dense(5, activation="softmax")))

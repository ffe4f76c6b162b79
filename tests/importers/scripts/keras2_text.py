from keras.models import Sequential
from keras.layers import Embedding, Conv1D, MaxPool1D, GlobalMaxPool1D, Dense, CuDNNLSTM
from keras.optimizers import Adam

max_words, maxlen = 500, 40
model = Sequential()
model.add(Embedding(max_words, 16, input_length=maxlen))
model.add(Conv1D(8, 5, activation='relu'))
model.add(MaxPool1D(2))
model.add(CuDNNLSTM(6))
model.add(Dense(1, activation='sigmoid'))
model.compile(optimizer=Adam(lr=1e-3, decay=1e-5), loss='binary_crossentropy', metrics=['acc'])

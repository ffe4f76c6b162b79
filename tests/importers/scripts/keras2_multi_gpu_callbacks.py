import os
from keras.callbacks import EarlyStopping, ModelCheckpoint, TensorBoard
from keras.layers import Input, GRU, Dense
from keras.models import Model
from keras.utils import np_utils

seq_in = Input(shape=(10, 3))
h = GRU(8, dropout=0.1, return_sequences=True)(seq_in)
h = GRU(8)(h)
model = Model(inputs=seq_in, outputs=Dense(2, activation='softmax')(h))
model.compile('rmsprop', 'categorical_crossentropy', ['accuracy'])
cb = [EarlyStopping(monitor='val_loss', patience=3, verbose=1), ModelCheckpoint('best.h5', save_best_only=True), TensorBoard(log_dir='logs')]
history = model.fit_generator(gen(), steps_per_epoch=100, epochs=20, callbacks=cb)

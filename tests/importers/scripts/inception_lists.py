from keras import layers, Model, Input

def inception(x, f1, f3, f5, proj):
    towers = []
    towers.append(layers.Conv2D(f1, (1, 1), padding='same', activation='relu')(x))
    for reduce, filters, size in ((f3[0], f3[1], 3), (f5[0], f5[1], 5)):
        t = layers.Conv2D(reduce, (1, 1), padding='same', activation='relu')(x)
        towers.append(layers.Conv2D(filters, (size, size), padding='same', activation='relu')(t))
    pool = layers.MaxPooling2D((3, 3), strides=(1, 1), padding='same')(x)
    towers += [layers.Conv2D(proj, (1, 1), padding='same', activation='relu')(pool)]
    return layers.concatenate(towers, axis=3)

img = Input((16, 16, 3))
x = inception(img, 4, (4, 6), (2, 4), 3)
x = inception(x, *[6, (4, 8)], (2, 4), proj=5)
model = Model(img, layers.GlobalMaxPooling2D()(x))

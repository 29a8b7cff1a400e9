import { Module } from '@nestjs/common';
import { PictureController } from './picture.controller.js';
import { PictureStore } from './picture.store.js';

@Module({ controllers: [PictureController], providers: [PictureStore], exports: [PictureStore] })
export class PicturesModule {}

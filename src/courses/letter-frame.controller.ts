import { Controller, Get, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { Config } from '../config/config.js';
import { framedLetterPolicy } from '../http/security-headers.js';

/**
 * An empty page for a frame of the admin, into which it puts a letter. Only here do the letter's own inline styles hold,
 * and nowhere can its scripts run: the page's policy and the frame's sandbox each forbid them.
 */
@Controller('letter-frame')
@ApiExcludeController()
export class LetterFrameController {
  constructor(private readonly config: Config) {}

  @Get()
  empty(@Res() response: Response): void {
    response
      .set({
        'Content-Security-Policy': framedLetterPolicy(this.config.publicUrl),
        'X-Frame-Options': 'SAMEORIGIN',
        'Cache-Control': 'no-cache',
      })
      .type('html')
      .send('<!DOCTYPE html><html lang="en"><head><title>Letter</title></head><body></body></html>');
  }
}

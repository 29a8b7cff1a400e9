import { All, Controller, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { AuthDoor } from './auth-door.service.js';

/** better-auth's own routes, behind our door. */
@Controller('api/auth')
@ApiExcludeController()
export class AuthController {
  constructor(private readonly door: AuthDoor) {}

  @All('*path')
  pass(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.pass(request, response);
  }
}

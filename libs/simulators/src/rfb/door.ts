import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A TCP port that is open or closed. */
export class Door {
  private server: Server | undefined;

  constructor(
    private readonly host: string,
    private readonly enter: (socket: Socket) => void,
  ) {}

  get isOpen(): boolean {
    return this.server !== undefined;
  }

  /** Opens the port, or any free one when it is taken or not given; answers which. */
  async open(port: number | undefined): Promise<number> {
    this.close();
    this.server = await this.listen(port ?? 0).catch(() => this.listen(0));
    return (this.server.address() as AddressInfo).port;
  }

  /** Takes no more connections, from now on. */
  close(): void {
    this.server?.close();
    this.server = undefined;
  }

  private listen(port: number): Promise<Server> {
    return new Promise((resolve, reject) => {
      const server = createServer(this.enter);
      server.once('error', reject);
      server.listen(port, this.host, () => {
        server.off('error', reject).on('error', () => undefined);
        resolve(server);
      });
    });
  }
}

/** Bytes that all clients together may have under way. Who wants more than is left is refused, and those before it go on. */
export class ByteBudget {
  private taken = 0;

  constructor(readonly limit: number) {}

  get left(): number {
    return this.limit - this.taken;
  }

  /** What one client holds of it, nothing at first. */
  share(): ByteShare {
    let held = 0;
    return {
      hold: bytes => {
        if (bytes > held && bytes - held > this.left) {
          return false;
        }
        this.taken += bytes - held;
        held = bytes;
        return true;
      },
    };
  }
}

export interface ByteShare {
  /** Holds so many bytes from now on, instead of as many as before; false, and nothing changed, when there are not as many. 0 gives all back. */
  hold(bytes: number): boolean;
}

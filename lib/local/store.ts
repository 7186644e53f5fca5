import { EMPTY_STATE, type State } from './state';

type Listener = (next: State, previous: State) => void;

/** The only writer. Readers take `state` and keep it as long as they like; it never changes under them. */
export class Store {
  private current: State;
  private readonly listeners = new Set<Listener>();

  constructor(initial: State = EMPTY_STATE) {
    this.current = initial;
  }

  get state(): State {
    return this.current;
  }

  /** Replaces the state by what `change` makes of it. When `change` throws, nothing has happened. */
  update(change: (state: State) => State): void {
    const previous = this.current;
    this.current = change(previous);
    if (this.current !== previous) {
      this.listeners.forEach(listener => listener(this.current, previous));
    }
  }

  /** Calls `listener` after each change, in the same turn. Returns how to stop that. */
  onChange(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}

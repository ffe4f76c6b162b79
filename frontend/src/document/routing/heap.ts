/** A binary heap of numbers by a cost: the cheapest comes first, of equal ones the one that was put in first. */
export class Heap {
  private readonly items: number[] = [];
  private readonly costs: number[] = [];
  private readonly turns: number[] = [];
  private turn = 0;

  get size(): number {
    return this.items.length;
  }

  push(item: number, cost: number): void {
    let at = this.items.length;
    this.turn += 1;
    this.set(at, item, cost, this.turn);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.before(at, parent)) break;
      this.swap(at, parent);
      at = parent;
    }
  }

  pop(): number {
    const first = this.items[0] ?? -1;
    const last = this.items.length - 1;
    this.swap(0, last);
    this.items.pop();
    this.costs.pop();
    this.turns.pop();
    for (let at = 0; ; ) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      let least = at;
      if (left < last && this.before(left, least)) least = left;
      if (right < last && this.before(right, least)) least = right;
      if (least === at) return first;
      this.swap(at, least);
      at = least;
    }
  }

  private before(a: number, b: number): boolean {
    const difference = (this.costs[a] ?? 0) - (this.costs[b] ?? 0);
    return difference < 0 || (difference === 0 && (this.turns[a] ?? 0) < (this.turns[b] ?? 0));
  }

  private set(at: number, item: number, cost: number, turn: number): void {
    this.items[at] = item;
    this.costs[at] = cost;
    this.turns[at] = turn;
  }

  private swap(a: number, b: number): void {
    const [item, cost, turn] = [this.items[a] ?? 0, this.costs[a] ?? 0, this.turns[a] ?? 0];
    this.set(a, this.items[b] ?? 0, this.costs[b] ?? 0, this.turns[b] ?? 0);
    this.set(b, item, cost, turn);
  }
}

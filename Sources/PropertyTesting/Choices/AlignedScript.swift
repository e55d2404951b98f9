/// A recorded case to follow part by part: each span reads from the span of its label in the same place, so a choice that
/// appears or vanishes in one part moves nothing in the others.
///
/// What the script has no part for takes the simplest; parts that nobody asks for are passed over.
struct AlignedScript {
  /// Where a collection that has become shorter reads its items from.
  enum Anchor { case first, last }

  private struct Frame {
    /// The script's span that the open span reads from; `empty` when it has none.
    var span: Int
    /// The next of its children.
    var child: Int
    /// The next choice.
    var position: Int
    let end: Int
  }

  private static let none = -1

  private let ranks: [UInt64]
  private let spans: [Span]
  private let anchor: Anchor
  private let nextSibling: [Int]
  private let firstChild: [Int]
  private let firstRoot: Int
  private var frames: [Frame] = []

  init(_ ranks: [UInt64], _ spans: [Span], anchor: Anchor = .first) {
    self.ranks = ranks
    self.spans = spans
    self.anchor = anchor
    var nextSibling = Array(repeating: Self.none, count: spans.count)
    var firstChild = nextSibling
    var firstRoot = Self.none
    for span in spans.indices.reversed() {
      let parent = Int(spans[span].parent)
      nextSibling[span] = parent >= 0 ? firstChild[parent] : firstRoot
      if parent >= 0 { firstChild[parent] = span } else { firstRoot = span }
    }
    self.nextSibling = nextSibling
    self.firstChild = firstChild
    self.firstRoot = firstRoot
    frames = [Frame(span: Self.none, child: firstRoot, position: 0, end: ranks.count)]
  }

  /// Begins a part: the next one of this label, or an empty one.
  mutating func open(_ label: Label) {
    let top = frames.count - 1
    var child = frames[top].child
    while child != Self.none, spans[child].label != label { child = nextSibling[child] }
    guard child != Self.none else {
      frames.append(Frame(span: Self.none, child: Self.none, position: 0, end: 0))
      return
    }
    let range = spans[child].range
    frames[top].child = nextSibling[child]
    frames[top].position = range.upperBound
    frames.append(
      Frame(span: child, child: firstChild[child], position: range.lowerBound, end: range.upperBound))
  }

  mutating func close() { frames.removeLast() }

  /// The next choice that the open part makes itself; `nil` when it has made all of them.
  mutating func next() -> UInt64? {
    let top = frames.count - 1
    var (position, child) = (frames[top].position, frames[top].child)
    while child != Self.none, spans[child].start <= position {
      position = max(position, Int(spans[child].end))
      child = nextSibling[child]
    }
    // Children are passed over only for the sake of a choice behind them.
    guard position < frames[top].end else { return nil }
    frames[top].child = child
    frames[top].position = position + 1
    return ranks[position]
  }

  /// Whether the open collection has one more item.
  var hasItem: Bool {
    guard let frame = frames.last else { return false }
    var child = frame.child
    while child != Self.none, spans[child].label != .item { child = nextSibling[child] }
    return child != Self.none
  }

  /// Begins the items of a collection of exactly `count`: with a longer script, from its first or its last.
  mutating func beginItems(exactly count: Int) {
    guard anchor == .last else { return }
    let top = frames.count - 1
    var items: [Int] = []
    var child = frames[top].child
    while child != Self.none {
      if spans[child].label == .item { items.append(child) }
      child = nextSibling[child]
    }
    guard items.count > count, count > 0 else { return }
    frames[top].child = items[items.count - count]
  }

  /// Passes over the "one more?" that an item begins with.
  mutating func passFlag() { frames[frames.count - 1].position += 1 }
}

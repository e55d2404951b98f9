/// A growing row of plain values. It is what an array is, without what an array asks at each append (is this buffer mine
/// alone?): choices and spans are recorded tens of millions of times a second.
@usableFromInline
struct Tape<Element: BitwiseCopyable>: ~Copyable {
  private var start: UnsafeMutablePointer<Element>
  private var capacity: Int
  @usableFromInline private(set) var count = 0

  init(capacity: Int) {
    precondition(capacity > 0, "a tape has room for something")
    start = .allocate(capacity: capacity)
    self.capacity = capacity
  }

  deinit { start.deallocate() }

  mutating func append(_ element: Element) {
    if count == capacity { grow() }
    // Initialised or not makes no difference to plain values.
    (start + count).initialize(to: element)
    count += 1
  }

  subscript(place: Int) -> Element {
    get {
      precondition(place >= 0 && place < count, "nothing is recorded there")
      return start[place]
    }
    set {
      precondition(place >= 0 && place < count, "nothing is recorded there")
      start[place] = newValue
    }
  }

  mutating func removeAll() { count = 0 }

  /// Keeps the first `length`.
  mutating func cut(to length: Int) { count = min(count, length) }

  /// A copy to keep.
  var array: [Element] { Array(UnsafeBufferPointer(start: start, count: count)) }

  /// A copy of what follows the first `length`.
  func array(from length: Int) -> [Element] {
    precondition(length >= 0 && length <= count, "nothing is recorded there")
    return Array(UnsafeBufferPointer(start: start + length, count: count - length))
  }

  @inline(never)
  private mutating func grow() {
    let larger = UnsafeMutablePointer<Element>.allocate(capacity: capacity * 2)
    larger.moveInitialize(from: start, count: count)
    start.deallocate()
    start = larger
    capacity *= 2
  }
}

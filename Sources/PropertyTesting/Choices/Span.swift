/// What a span stands for; equal labels mark parts that may stand in for one another.
@frozen
@usableFromInline
struct Label: Equatable, Sendable, BitwiseCopyable {
  @usableFromInline let code: UInt64

  @inlinable
  init(code: UInt64) { self.code = code }

  /// A generator of one choice, which needs no span.
  @inlinable static var leaf: Label { Label(code: 0) }
  /// Parts that belong together.
  @inlinable static var group: Label { Label(code: 1) }
  /// A collection; its children are its items.
  @inlinable static var collection: Label { Label(code: 2) }
  /// One element of a collection, with the "one more?" that let it in.
  @inlinable static var item: Label { Label(code: 3) }
  /// One try of a filter.
  @inlinable static var attempt: Label { Label(code: 4) }

  private static let firstNamed: UInt64 = 1 << 8

  /// The label of a generator by its place in the source, equal at every depth of a recursion and in every process.
  /// Two places that share one only cost the shrinker a candidate.
  @usableFromInline
  init(_ fileID: StaticString, _ line: UInt, _ column: UInt) {
    let place = UInt64(line) << 32 | UInt64(column) << 16 | UInt64(fileID.utf8CodeUnitCount) << 8
    code = max(place, Self.firstNamed)
  }

  @inlinable var isLeaf: Bool { code == 0 }

  /// Whether the span belongs to a generator that can contain itself.
  var isNamed: Bool { code >= Self.firstNamed }
}

/// A stretch of choices that one generator made, within that of the generator that called it. Spans lie in order of
/// opening, so a parent comes before its children.
struct Span: Equatable, BitwiseCopyable {
  static let none: Int32 = -1

  let label: Label
  let start: Int32
  var end: Int32
  let parent: Int32

  var range: Range<Int> { Int(start)..<Int(end) }
}

/// Where generators draw from: fresh chance, or choices recorded earlier. Everything drawn is recorded.
public struct ChoiceSource: ~Copyable {
  /// Choices in one case; a generator that wants more discards the case.
  public static let maximumChoices = 8_192
  /// Parts in one case, also those that choose nothing (a long list of `.just`); more are discarded as well.
  static var maximumSpans: Int { 8 * maximumChoices }
  /// The work of all searches for something distinct in one case: about a million values of one choice.
  static let maximumProbing = 2_048 * maximumChoices
  /// What it costs to begin a case, in choices: searches begin very many small ones.
  private static let workOfBeginning = 16
  /// The largest `size`.
  static let fullSize = 100

  /// How large a case may grow, 1 to `fullSize`; it rises in the course of a run.
  var size = ChoiceSource.fullSize
  /// What the tree being drawn may still branch.
  var treeBudget = TreeBudget()

  enum Mode {
    /// Choices are drawn by chance.
    case generating
    /// Recorded choices are followed as far as they fit, then the simplest taken.
    case following
    /// Recorded choices are followed part by part, then the simplest taken.
    case aligned
    /// Recorded choices must fit to the last one.
    case exact
  }

  private(set) var choices = Tape<Choice>(capacity: 256)
  private(set) var spans = Tape<Span>(capacity: 256)
  var random = Xoshiro256(seed: 0)
  private(set) var misfit = false
  /// What searches for something distinct may still make in this case.
  var probing = ChoiceSource.maximumProbing
  private var workBefore = 0

  private(set) var mode = Mode.generating
  private var openSpan = Span.none
  private var script: [UInt64] = []
  private var cursor = 0
  private var scriptEnd = 0
  private var fence: Fence?
  private var aligned: AlignedScript?

  /// Keeps a change within one span: when it closes, reading goes on after the span's recorded end.
  struct Fence {
    let span: Int
    let end: Int
  }

  init() {}

  /// What following has cost so far: all choices and parts ever made, also those of earlier cases, those drawn again and
  /// those of searches, and something for each case.
  var work: Int { workBefore + choices.count + spans.count }

  /// Counts what was made beside the recording.
  mutating func count(work: Int) { workBefore += work }

  /// Begins a case drawn by chance.
  mutating func generate(_ random: Xoshiro256, size: Int) {
    reset(.generating, script: [])
    self.random = random
    self.size = size
  }

  /// Begins a case that follows `ranks`.
  mutating func follow(_ ranks: [UInt64], _ mode: Mode, fence: Fence? = nil) {
    reset(mode, script: ranks)
    self.fence = fence
  }

  /// Begins a case that follows `script` part by part.
  mutating func follow(_ script: AlignedScript) {
    reset(.aligned, script: [])
    aligned = script
  }

  /// Whether an exact script was used up and fitted.
  var fitted: Bool { !misfit && cursor == script.count }

  private mutating func reset(_ mode: Mode, script: [UInt64]) {
    workBefore = work + Self.workOfBeginning
    choices.removeAll()
    spans.removeAll()
    self.mode = mode
    self.script = script
    openSpan = Span.none
    cursor = 0
    scriptEnd = script.count
    fence = nil
    aligned = nil
    misfit = false
    probing = Self.maximumProbing
    size = Self.fullSize
  }

  // MARK: - Spans

  /// Draws a value from another generator; what it chooses is a part of its own for the shrinker.
  @inlinable
  public mutating func draw<Value>(_ generator: Gen<Value>) throws(Discard) -> Value {
    if generator.label.isLeaf { return try generator.run(&self) }
    let span = try open(generator.label)
    // Also after a discard: a generator may catch it and go on.
    defer { close(span) }
    return try generator.run(&self)
  }

  /// Where a part began, so that it can be drawn again.
  struct Mark {
    let choices: Int
    let spans: Int
    let treeBudget: TreeBudget
  }

  var mark: Mark { Mark(choices: choices.count, spans: spans.count, treeBudget: treeBudget) }

  /// Draws a part again, as `ranks` say, in the place of what was drawn since `start`.
  mutating func redraw<Value>(
    _ generator: Gen<Value>, as ranks: [UInt64], from start: Mark
  ) throws(Discard) -> Value {
    workBefore = work - start.choices - start.spans
    choices.cut(to: start.choices)
    spans.cut(to: start.spans)
    treeBudget = start.treeBudget
    let kept = (mode, script, cursor, scriptEnd, fence, aligned)
    (mode, script, cursor, scriptEnd, fence, aligned) = (.following, ranks, 0, ranks.count, nil, nil)
    defer { (mode, script, cursor, scriptEnd, fence, aligned) = kept }
    return try draw(generator)
  }

  /// What `draw` does, for a generator whose parts are at hand.
  mutating func drawWhole<Value>(
    _ label: Label, _ run: (_ source: inout ChoiceSource) throws(Discard) -> Value
  ) throws(Discard) -> Value {
    if label.isLeaf { return try run(&self) }
    let span = try open(label)
    let value = try run(&self)
    close(span)
    return value
  }

  @usableFromInline
  mutating func open(_ label: Label) throws(Discard) -> Int { try open(label, at: choices.count) }

  @inline(__always)
  private mutating func open(_ label: Label, at start: Int) throws(Discard) -> Int {
    let index = spans.count
    guard index < Self.maximumSpans else { throw .overrun }
    spans.append(Span(label: label, start: Int32(start), end: Int32(start), parent: openSpan))
    openSpan = Int32(index)
    if mode != .generating { follow(opened: index, label) }
    return index
  }

  /// Ends a part, and those within it that a discard left open.
  @usableFromInline
  mutating func close(_ index: Int) {
    if openSpan > Int32(index) { closeWhatIsLeftOpen(in: index) }
    end(index)
  }

  @inline(never)
  private mutating func closeWhatIsLeftOpen(in index: Int) {
    while openSpan > Int32(index) { end(Int(openSpan)) }
  }

  @inline(__always)
  private mutating func end(_ index: Int) {
    spans[index].end = Int32(choices.count)
    openSpan = spans[index].parent
    if mode != .generating { follow(closed: index) }
  }

  private mutating func follow(opened index: Int, _ label: Label) {
    if let fence, fence.span == index { scriptEnd = fence.end }
    aligned?.open(label)
  }

  private mutating func follow(closed index: Int) {
    if let fence, fence.span == index {
      scriptEnd = script.count
      cursor = max(cursor, fence.end)
    }
    aligned?.close()
  }

  // MARK: - Choices

  /// A number of `domain`, with its ends, its target, and values like earlier ones more often than evenly.
  @usableFromInline
  mutating func integer(_ domain: Domain) throws(Discard) -> UInt64 {
    try record(.integer, domain, mode == .generating ? biased(domain) : recalled(.integer, domain))
  }

  /// A number of `domain`, with chance taking what `suggest` says: one of those that mean something now.
  mutating func integer(
    _ domain: Domain, suggest: (_ random: inout Xoshiro256) -> UInt64
  ) throws(Discard) -> UInt64 {
    try record(.integer, domain, mode == .generating ? suggest(&random) : recalled(.integer, domain))
  }

  /// A number of `0..<count`, evenly.
  mutating func index(below count: Int) throws(Discard) -> Int {
    let domain = Domain(0, UInt64(count - 1), towards: 0)
    return Int(
      try record(
        .index, domain, mode == .generating ? random.next(upTo: domain.highest) : recalled(.index, domain)))
  }

  /// The place of one of `weights`, heavier ones more often. `total` is their sum.
  mutating func index(weights: [Int], total: Int) throws(Discard) -> Int {
    let domain = Domain(0, UInt64(weights.count - 1), towards: 0)
    return Int(
      try record(
        .index, domain, mode == .generating ? weighted(weights, total) : recalled(.index, domain)))
  }

  /// Yes or no; `chance` is the share of yes. Where yes is not possible the choice is still made, so that nothing after
  /// it moves.
  mutating func flag(chance: Double, possible: Bool = true) throws(Discard) -> Bool {
    let domain = possible ? Domain.flag : .unit
    return try record(
      .flag, domain, mode == .generating ? (possible && happens(chance) ? 1 : 0) : recalled(.flag, domain)) == 1
  }

  /// Opens the item after `made` others when there is one more; `planned` is the length that chance asked for.
  /// A collection of fixed length chooses nothing.
  @usableFromInline
  mutating func openItem(after made: Int, of count: ClosedRange<Int>, planned: Int) throws(Discard) -> Int? {
    if count.lowerBound == count.upperBound {
      if made == 0, mode == .aligned { aligned?.beginItems(exactly: count.lowerBound) }
      return made < count.upperBound ? try open(.item) : nil
    }
    if mode == .aligned { return try openAlignedItem(after: made, of: count) }
    let forced = made < count.lowerBound || made >= count.upperBound
    let domain = forced ? Domain.unit : .flag
    let value: UInt64 = try record(
      .more, domain, forced || mode == .generating ? (!forced && made < planned ? 1 : 0) : recalled(.more, domain),
      skipping: forced && mode != .generating)
    guard value == 1 || made < count.lowerBound else { return nil }
    return try open(.item, at: choices.count - 1)
  }

  private mutating func openAlignedItem(after made: Int, of count: ClosedRange<Int>) throws(Discard) -> Int? {
    let forced = made < count.lowerBound || made >= count.upperBound
    let more = made < count.lowerBound || (made < count.upperBound && aligned?.hasItem == true)
    _ = try record(.more, forced ? .unit : .flag, forced || !more ? 0 : 1)
    guard more else { return nil }
    let item = try open(.item, at: choices.count - 1)
    aligned?.passFlag()
    return item
  }

  @inline(__always)
  mutating func record(
    _ kind: Choice.Kind, _ domain: Domain, _ value: UInt64, skipping: Bool = false
  ) throws(Discard) -> UInt64 {
    guard choices.count < Self.maximumChoices else { throw .overrun }
    if skipping { _ = try recalled(kind, domain) }
    choices.append(Choice(kind: kind, domain: domain, value: value))
    return value
  }

  mutating func recalled(_ kind: Choice.Kind, _ domain: Domain) throws(Discard) -> UInt64 {
    if mode == .aligned { return aligned?.next().map { Self.nearest($0, kind, domain) } ?? domain.target }
    guard cursor < scriptEnd else {
      if mode == .exact { throw misfitFound() }
      return domain.target
    }
    let rank = script[cursor]
    cursor += 1
    if mode == .exact, rank > domain.lastRank { throw misfitFound() }
    return Self.nearest(rank, kind, domain)
  }

  /// The value of `rank`. A number from elsewhere, too large for here, says nothing about a yes or no; about another
  /// number it says "large".
  private static func nearest(_ rank: UInt64, _ kind: Choice.Kind, _ domain: Domain) -> UInt64 {
    if rank <= domain.lastRank { return domain.value(at: rank) }
    return kind == .integer || kind == .index ? domain.value(at: domain.lastRank) : domain.target
  }

  mutating func misfitFound() -> Discard {
    misfit = true
    return .misfit
  }
}

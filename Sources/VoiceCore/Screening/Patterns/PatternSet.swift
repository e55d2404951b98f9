/// Many patterns as one machine, asked at one stroke which of them occur in a text.
///
/// It stands in each of its steps at most once between two scalars, so a text costs at most `3 × size × (length + 1)`
/// steps, whatever the patterns are; beyond `maximumSteps` it stops and says so.
public struct PatternSet: Sendable {
  /// Steps that one text may cost; some milliseconds.
  public static let maximumSteps = 2_000_000

  /// What was found.
  public struct Found: Equatable, Sendable {
    /// Which patterns occur, by their place in the list that the set was made of, ascending.
    public var patterns: [Int]
    /// What it cost.
    public var steps: Int
    /// The steps came to an end before the text did: further patterns might occur.
    public var isCutShort: Bool
  }

  /// Steps of all patterns together.
  public var size: Int { moves.count }
  /// How many patterns there are.
  public let count: Int

  private let moves: [Move]
  /// The sets that moves compare with.
  private let sets: [ScalarSet]
  /// Whose step it is.
  private let owners: [Int32]
  /// Where each pattern begins.
  private let starts: [Int32]
  /// Which patterns may begin with each ASCII scalar, and, at 128, with any other: stretches of `beginners`.
  private let stretches: [Int32]
  private let beginners: [Int32]

  /// A set of patterns; one that can't be used never occurs.
  public init(_ patterns: [SpamPattern]) {
    var moves: [Move] = []
    var sets: [ScalarSet] = []
    var owners: [Int32] = []
    var starts: [Int32] = []
    var byFirst: [[Int32]] = Array(repeating: [], count: 129)
    for (index, pattern) in patterns.enumerated() {
      let base = moves.count
      starts.append(Int32(base))
      guard let code = (try? pattern.code())?.steps else {
        starts[index] = -1
        continue
      }
      for step in code { moves.append(Move(step, from: base, &sets)) }
      owners += Array(repeating: Int32(index), count: code.count)
      for first in Self.firsts(of: code) { byFirst[first].append(Int32(index)) }
    }
    self.moves = moves
    self.sets = sets
    self.owners = owners
    self.starts = starts
    count = patterns.count
    var stretches: [Int32] = [0]
    for list in byFirst { stretches.append(stretches[stretches.count - 1] + Int32(list.count)) }
    self.stretches = stretches
    beginners = Array(byFirst.joined())
  }

  /// A step without anything to be counted by reference, for it is looked at once a scalar and pattern.
  private struct Move: Sendable {
    enum Kind: UInt8, Sendable { case scalar, set, place, fork, jump, found }

    let kind: Kind
    /// The scalar, the number of the set, the place, or where to go on.
    let one: UInt32
    /// Where to go on as well, at a fork.
    let other: UInt32

    init(_ step: PatternCode.Step, from base: Int, _ sets: inout [ScalarSet]) {
      switch step {
      case .scalar(let value): (kind, one, other) = (.scalar, value, 0)
      case .set(let set):
        (kind, one, other) = (.set, UInt32(sets.count), 0)
        sets.append(set)
      case .place(let place): (kind, one, other) = (.place, place.rawValue, 0)
      case .fork(let first, let second): (kind, one, other) = (.fork, UInt32(base + first), UInt32(base + second))
      case .jump(let target): (kind, one, other) = (.jump, UInt32(base + target), 0)
      case .found: (kind, one, other) = (.found, 0, 0)
      }
    }
  }

  /// Which ASCII scalars a match may begin with; 128 stands for all others.
  private static func firsts(of code: [PatternCode.Step]) -> [Int] {
    var firsts: Set<Int> = []
    var seen = Array(repeating: false, count: code.count)
    var waiting = [0]
    while let place = waiting.popLast() {
      guard !seen[place] else { continue }
      seen[place] = true
      switch code[place] {
      case .scalar(let value): firsts.insert(min(Int(value), 128))
      case .set(let set):
        for value in 0..<128 where set.contains(UInt32(value)) { firsts.insert(value) }
        if set.reachesBeyondASCII { firsts.insert(128) }
      case .place: waiting.append(place + 1)
      case .fork(let one, let other): waiting += [one, other]
      case .jump(let target): waiting.append(target)
      case .found: break
      }
    }
    return firsts.sorted()
  }

  /// Which patterns occur in a text.
  public func found(in text: FoldedText, within maximumSteps: Int = Self.maximumSteps) -> Found {
    guard !moves.isEmpty else { return Found(patterns: [], steps: 0, isCutShort: false) }
    var run = Run(self, text.scalars, maximumSteps)
    run.go()
    let patterns = run.isFound.indices.filter { run.isFound[$0] }
    return Found(patterns: patterns, steps: run.cost, isCutShort: run.cost >= maximumSteps)
  }

  /// The machine while it reads one text.
  private struct Run {
    let set: PatternSet
    let text: [UInt32]
    let limit: Int
    var isFound: [Bool]
    var cost = 0
    /// At which place of the text, counted from 1, each step was last stood in.
    private var stamps: [Int32]
    private var waiting: [Int32] = []
    /// Steps that compare, before the present scalar and before the next one.
    private var now: [Int32] = []
    private var next: [Int32] = []

    init(_ set: PatternSet, _ text: [UInt32], _ limit: Int) {
      self.set = set
      self.text = text
      self.limit = limit
      isFound = Array(repeating: false, count: set.count)
      stamps = Array(repeating: 0, count: set.moves.count)
    }

    mutating func go() {
      for place in text.indices {
        let value = text[place]
        let first = min(Int(value), 128)
        for index in set.stretches[first]..<set.stretches[first + 1] {
          let pattern = Int(set.beginners[Int(index)])
          cost += 1
          if !isFound[pattern] { stand(in: set.starts[pattern], at: place) }
        }
        swap(&now, &next)
        next.removeAll(keepingCapacity: true)
        for step in now {
          cost += 1
          guard !isFound[Int(set.owners[Int(step)])] else { continue }
          let move = set.moves[Int(step)]
          let isNext = move.kind == .scalar ? move.one == value : set.sets[Int(move.one)].contains(value)
          if isNext { stand(in: step + 1, at: place + 1) }
        }
        if cost >= limit { return }
      }
    }

    /// Goes on through forks and places, without a scalar, to where the next one is compared.
    private mutating func stand(in step: Int32, at place: Int) {
      waiting.append(step)
      while let step = waiting.popLast() {
        cost += 1
        guard stamps[Int(step)] != Int32(place + 1) else { continue }
        stamps[Int(step)] = Int32(place + 1)
        let move = set.moves[Int(step)]
        switch move.kind {
        case .scalar, .set: next.append(step)
        case .place: if holds(PatternPlace(rawValue: move.one), at: place) { waiting.append(step + 1) }
        case .fork:
          waiting.append(Int32(move.other))
          waiting.append(Int32(move.one))
        case .jump: waiting.append(Int32(move.one))
        case .found: isFound[Int(set.owners[Int(step)])] = true
        }
      }
    }

    private func holds(_ wanted: PatternPlace?, at place: Int) -> Bool {
      switch wanted {
      case .start: place == 0
      case .end: place == text.count
      case .wordEdge: isWord(place - 1) != isWord(place)
      case .noWordEdge: isWord(place - 1) == isWord(place)
      case nil: false
      }
    }

    private func isWord(_ place: Int) -> Bool { text.indices.contains(place) && ScalarSet.words.contains(text[place]) }
  }
}

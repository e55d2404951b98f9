import PropertyTesting
import VoiceCore

/// A shelf's bounds, and who uses what on it.
struct ShelfUses: Sendable {
  /// How large the things are that are kept, by their number.
  static let sizes = [1, 1, 2, 2, 3, 3, 4, 6]

  struct Use: Sendable {
    let thing: Int
    /// Older than what may be kept already, as new, or newer: -1 to 1.
    let age: Int
    /// Whether it is only looked for.
    let isLook: Bool
  }

  let maximumCount: Int
  let maximumSize: Int
  let uses: [Use]

  /// How many things made room for others.
  var dropped: Int {
    var model = RecencyModel(self)
    for use in uses { model.use(use.thing) }
    return model.dropped
  }
}

extension Gen where Value == ShelfUses {
  static var shelfUses: Gen {
    zip(
      Gen<Int>.int(1...4), Gen<Int>.element(of: [1, 5, 8, 12, 100]),
      Gen<[ShelfUses.Use]>.array(
        of: zip(Gen<Int>.int(0..<ShelfUses.sizes.count), Gen<Int>.element(of: [0, 1, -1]), Gen<Bool>.bool)
          .map { ShelfUses.Use(thing: $0, age: $1, isLook: $2) }, count: 1...40)
    ).map { ShelfUses(maximumCount: $0, maximumSize: $1, uses: $2) }
  }
}

/// What a shelf keeps: a list, who was used last at its end, and two sums.
struct RecencyModel {
  private let bounds: ShelfUses
  private(set) var kept: [Int] = []
  private(set) var dropped = 0

  init(_ bounds: ShelfUses) { self.bounds = bounds }

  mutating func use(_ thing: Int) {
    kept.removeAll { $0 == thing }
    kept.append(thing)
    while kept.count > 1, kept.count > bounds.maximumCount || size > bounds.maximumSize {
      kept.removeFirst()
      dropped += 1
    }
  }

  private var size: Int { kept.reduce(0) { $0 + ShelfUses.sizes[$1] } }
}

/// Indexes of knowledge: entries of the same ids that say something else, so that a wrong index would be seen.
enum KnowledgeShelfTrial {
  static func hold(_ input: ShelfUses) async throws {
    let shelf = KnowledgeShelf(maximumIndexes: input.maximumCount, maximumEntries: input.maximumSize)
    var model = RecencyModel(input)
    // All that were ever handed out stay, so that no new one lies where an old one lay.
    var handedOut: [(thing: Int, index: KnowledgeIndex)] = []
    for use in input.uses {
      let wanted = entries(of: use.thing)
      let last = handedOut.last { $0.thing == use.thing }?.index
      let wasKept = model.kept.contains(use.thing)
      let index = await shelf.index(of: wanted)
      try requireEqual(index.entries, wanted, "an index holds the entries that were asked for, and nobody else's")
      try requireEqual(
        last.map { isSame($0, index) } ?? false, wasKept,
        "whether what was used before is kept: the oldest use goes first")
      model.use(use.thing)
      handedOut.append((use.thing, index))
      let count = await shelf.count
      try requireEqual(count, model.kept.count, "how many indexes are kept")
      try requireAtMost(count, input.maximumCount, "no more indexes than may be")
    }
  }

  private static func entries(of thing: Int) -> [KnowledgeEntry] {
    (1...ShelfUses.sizes[thing]).map {
      KnowledgeEntry(id: Identifier(UInt128($0)), question: "When?", answer: "At \(thing).")
    }
  }

  /// Whether the two share their memory.
  private static func isSame(_ left: KnowledgeIndex, _ right: KnowledgeIndex) -> Bool {
    left.entries.withUnsafeBufferPointer { left in
      right.entries.withUnsafeBufferPointer { right in left.baseAddress == right.baseAddress }
    }
  }
}

/// Tenants' compiled rules, of several revisions.
enum ScreeningShelfTrial {
  static func hold(_ input: ShelfUses) async throws {
    let shelf = ScreeningShelf(maximumTenants: input.maximumCount, maximumSize: input.maximumSize)
    var model = RecencyModel(input)
    var newest: [Int: CompiledScreening] = [:]
    var revision: Int64 = 10
    for use in input.uses {
      let isKept = model.kept.contains(use.thing)
      if use.isLook {
        try await look(use.thing, on: shelf, for: isKept ? newest[use.thing] : nil)
        if isKept { model.use(use.thing) }
      } else {
        revision += 1
        let kept = newest[use.thing]?.revision ?? revision
        let fresh = screening(of: use.thing, revision: use.age > 0 ? revision : kept + Int64(use.age))
        await shelf.keep(fresh, of: tenant(use.thing))
        // Those that are older than what is kept are nobody's use.
        if !(isKept && use.age < 0 && newest[use.thing] != nil && fresh.revision < kept) {
          newest[use.thing] = fresh
          model.use(use.thing)
        }
      }
      let count = await shelf.count
      try requireEqual(count, model.kept.count, "how many tenants' rules are kept")
      try requireAtMost(count, input.maximumCount, "no more tenants' rules than may be")
    }
    for thing in ShelfUses.sizes.indices {
      try await look(thing, on: shelf, for: model.kept.contains(thing) ? newest[thing] : nil)
    }
  }

  private static func look(_ thing: Int, on shelf: ScreeningShelf, for expected: CompiledScreening?) async throws {
    let found = await shelf.screening(of: tenant(thing))
    try require(
      found === expected, "the tenant's newest rules, if they are kept, and nobody else's: the oldest use goes first")
  }

  private static func tenant(_ thing: Int) -> Tenant.ID { Identifier(UInt128(thing + 1)) }

  private static func screening(of thing: Int, revision: Int64) -> CompiledScreening {
    let numbers = (0..<ShelfUses.sizes[thing]).compactMap { PhoneNumber("+1202555010\($0)") }
    return CompiledScreening(rules: [], allowed: Set(numbers), revision: revision)
  }
}

/// How likely which command is. As all likelihoods, none of this is recorded: shrinking knows only what came.
///
/// Every program has its own weather, from calm (no faults) to stormy, and half of the programs favour some commands and
/// do without others: what needs many of one kind, or none of another, comes up sooner. Source for the latter: Groce and
/// others, "Swarm testing", 2012.
@usableFromInline
struct CommandChances: ~Copyable {
  /// This program's weights.
  private var weights: [Int]
  /// The weights of those that make sense at this step.
  private(set) var now: [Int]
  /// Their sum.
  @usableFromInline private(set) var total: Int
  private let sum: Int
  /// Whether nothing was taken from `now`.
  private var isWhole = true

  /// Weights are multiplied by this, so that halves of them are whole numbers.
  private static let unit = 4
  /// What a fault's weight is multiplied by, besides: calm, breezy, as it says, stormy.
  private static let weathers = [0, 1, 4, 12]
  private static let favours = [0, 2, 4, 12]

  @usableFromInline
  init<Machine>(_ kinds: [CommandKind<Machine>], _ source: inout ChoiceSource) {
    let bits = source.random.next()
    let weather = Self.weathers[Int(bits & 3)]
    let isPartial = bits & 4 != 0
    weights = kinds.enumerated().map { place, kind in
      if kind.isFault { return kind.weight * weather }
      return kind.weight * (isPartial ? Self.favours[Int(bits >> (3 + 2 * (place % 30)) & 3)] : Self.unit)
    }
    now = weights
    sum = weights.reduce(0, +)
    total = sum
  }

  /// Begins a step, at which all kinds make sense.
  @usableFromInline
  mutating func begin() {
    if !isWhole { now = weights }
    isWhole = true
    total = sum
  }

  @usableFromInline
  mutating func exclude(_ kind: Int) {
    total -= now[kind]
    now[kind] = 0
    isWhole = false
  }

  /// When no kind is left that this program favours, any that makes sense will do, or else any at all.
  @usableFromInline
  mutating func widen<Machine>(_ kinds: [CommandKind<Machine>], enabled: (Int) -> Bool) {
    total = 0
    isWhole = false
    for kind in kinds.indices where !kinds[kind].isFault && enabled(kind) {
      now[kind] = kinds[kind].weight
      total += now[kind]
    }
    guard total == 0 else { return }
    for kind in kinds.indices {
      now[kind] = kinds[kind].weight
      total += now[kind]
    }
  }
}

/// How likely which command is. As all likelihoods, none of this is recorded: shrinking knows only what came.
///
/// Every program has its own weather, from calm (no faults) to stormy, and half of the programs favour some commands and
/// do without others: what needs many of one kind, or none of another, comes up sooner. Source for the latter: Groce and
/// others, "Swarm testing", 2012.
///
/// It knows no machine, so that it is compiled once and for all; and a step changes numbers, no arrays.
@usableFromInline
struct CommandChances: ~Copyable {
  /// The machine's weights.
  private let declared: [Int]
  /// This program's.
  private let favoured: [Int]
  private let sum: Int
  /// A bit for each kind that is a fault.
  private let faults: UInt64

  /// A bit for each kind that can't come at this step.
  private var excluded: UInt64 = 0
  /// The weights of the others in all.
  private var total: Int
  /// Whether the machine's weights count at this step, as none is left that this program favours.
  private var isWide = false

  /// Weights are multiplied by this, so that halves of them are whole numbers.
  private static let unit = 4
  /// What a fault's weight is multiplied by, besides: calm, breezy, as it says, stormy.
  private static let weathers = [0, 1, 4, 12]
  private static let favours = [0, 2, 4, 12]

  @usableFromInline
  init(_ weights: [Int], faults: UInt64, _ source: inout ChoiceSource) {
    let bits = source.random.next()
    let weather = Self.weathers[Int(bits & 3)]
    let isPartial = bits & 4 != 0
    var (favoured, sum) = (weights, 0)
    for place in weights.indices {
      if Self.has(faults, place) {
        favoured[place] *= weather
      } else {
        favoured[place] *= isPartial ? Self.favours[Int(bits >> (3 + 2 * (place % 30)) & 3)] : Self.unit
      }
      sum += favoured[place]
    }
    declared = weights
    self.favoured = favoured
    self.faults = faults
    self.sum = sum
    total = sum
  }

  private static func has(_ kinds: UInt64, _ place: Int) -> Bool { kinds >> UInt64(place) & 1 != 0 }

  /// Kinds of commands.
  var count: Int { declared.count }

  /// Begins a step at which `refused` make no sense. When no kind is left that this program favours, any that makes sense
  /// will do, or else any at all.
  @usableFromInline
  mutating func begin(without refused: UInt64) {
    isWide = false
    excluded = refused
    total = sum
    var rest = refused
    while rest != 0 {
      total -= favoured[rest.trailingZeroBitCount]
      rest &= rest - 1
    }
    if total == 0 { widen() }
  }

  @inline(never)
  private mutating func widen() {
    isWide = true
    excluded |= faults
    for place in declared.indices where !Self.has(excluded, place) { total += declared[place] }
    guard total == 0 else { return }
    excluded = 0
    for weight in declared { total += weight }
  }

  /// The place of a kind, heavier ones more often.
  func place(_ random: inout Xoshiro256) -> UInt64 {
    var left = Int(random.next(upTo: UInt64(total - 1)))
    for place in declared.indices where !Self.has(excluded, place) {
      let weight = isWide ? declared[place] : favoured[place]
      if left < weight { return UInt64(place) }
      left -= weight
    }
    return 0
  }
}

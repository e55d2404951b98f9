/// The numbers a choice may take and the one it shrinks to, with every integer type laid out in order over `UInt64`.
///
/// A number's rank is its place in the order of simplicity: the target is 0, then one above, one below, two above ...;
/// where one side has ended, the other goes on alone. Ranks are what tokens store and what shrinking compares.
@frozen
@usableFromInline
struct Domain: Hashable, Sendable, BitwiseCopyable {
  @usableFromInline let lowest: UInt64
  @usableFromInline let highest: UInt64
  @usableFromInline let target: UInt64

  @inlinable
  init(_ lowest: UInt64, _ highest: UInt64, towards target: UInt64) {
    self.lowest = lowest
    self.highest = highest
    self.target = target
  }

  static let flag = Domain(0, 1, towards: 0)
  static let unit = Domain(0, 0, towards: 0)

  var lastRank: UInt64 { highest - lowest }
  var roomAbove: UInt64 { highest - target }
  var roomBelow: UInt64 { target - lowest }

  func contains(_ value: UInt64) -> Bool { lowest <= value && value <= highest }

  func distance(of value: UInt64) -> UInt64 { value >= target ? value - target : target - value }

  func rank(of value: UInt64) -> UInt64 {
    if value == target { return 0 }
    if value > target {
      let distance = value - target
      return distance <= roomBelow ? distance * 2 - 1 : roomBelow + distance
    }
    let distance = target - value
    return distance <= roomAbove ? distance * 2 : roomAbove + distance
  }

  /// The value at `rank`, which must not exceed `lastRank`.
  func value(at rank: UInt64) -> UInt64 {
    let bothSides = min(roomAbove, roomBelow)
    if rank <= bothSides * 2 {
      let distance = rank / 2 + rank % 2
      return rank % 2 == 1 ? target + distance : target - distance
    }
    let distance = rank - bothSides
    return roomAbove > roomBelow ? target + distance : target - distance
  }
}

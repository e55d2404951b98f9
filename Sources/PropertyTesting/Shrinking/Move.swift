/// A way to bring a number nearer to its target, alone or with others.
enum Move {
  /// One choice.
  case single(Int)
  /// Choices of one domain and value, all to the same new value.
  case together([Int])
  /// Two choices by the same amount in the same direction, so that their difference stays.
  case shift(Int, Int)
  /// From the first to the second, so that their sum stays.
  case transfer(Int, Int)

  private var leader: Int {
    switch self {
    case .single(let place), .shift(let place, _), .transfer(let place, _): place
    case .together(let places): places[0]
    }
  }

  private var places: [Int] {
    switch self {
    case .single(let place): [place]
    case .together(let places): places
    case .shift(let first, let second), .transfer(let first, let second): [first, second]
    }
  }

  /// How far the leading number is from its target; `nil` when the recording has changed too much for the move.
  func distance(in recording: Recording) -> UInt64? {
    guard places.allSatisfy({ $0 < recording.choices.count }) else { return nil }
    let choice = recording.choices[leader]
    return choice.domain.distance(of: choice.value)
  }

  /// The recording's ranks with the leading number `distance` from its target, on the side where it is.
  func ranks(_ distance: UInt64, in recording: Recording) -> [UInt64]? {
    guard let now = self.distance(in: recording), distance < now else { return nil }
    let choice = recording.choices[leader]
    let domain = choice.domain
    let isAbove = choice.value >= domain.target
    let rank = domain.rank(of: isAbove ? domain.target + distance : domain.target - distance)
    var ranks = recording.ranks
    ranks[leader] = rank
    switch self {
    case .single: break
    case .together(let places): for place in places { ranks[place] = rank }
    case .shift(_, let other), .transfer(_, let other):
      var rises = !isAbove
      if case .transfer = self { rises.toggle() }
      let partner = recording.choices[other]
      let (value, overflow) =
        rises
        ? partner.value.addingReportingOverflow(now - distance)
        : partner.value.subtractingReportingOverflow(now - distance)
      guard !overflow, partner.domain.contains(value) else { return nil }
      ranks[other] = partner.domain.rank(of: value)
    }
    return ranks
  }

  /// The span that the move's effect should stay within.
  func fence(in recording: Recording) -> Int? {
    if case .single(let place) = self { recording.owner(of: place) } else { nil }
  }
}

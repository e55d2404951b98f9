extension Recording {
  /// What is to be done for a recording next, in the world.
  public enum Errand: String, Sendable, CaseIterable {
    /// Have the carrier begin.
    case begin
    case pause, resume
    /// Ask the carrier how it stands, for it should have told.
    case ask
    /// Fetch it from the carrier and store it.
    case store
    /// Have the carrier delete its copy.
    case deleteAtCarrier
    /// Delete what is stored, for its time is over.
    case expire
  }

  /// When the next errand is due, since when it is wanted, and how often it was tried.
  public struct Errands: Equatable, Sendable, Codable {
    /// `nil` when there is none.
    public internal(set) var dueAt: Timestamp?
    public internal(set) var since: Timestamp?
    public internal(set) var tries = 0
    /// Attempts to store it, in all: each has an object of its own.
    public internal(set) var stores = 0

    init() {}

    mutating func begin(at due: Timestamp?, since moment: Timestamp) {
      (dueAt, since, tries) = (due, moment, 0)
    }
  }

  /// The pause after the first try, longer than any order to the carrier takes; each later one is twice as long.
  static let firstPause: Duration = .seconds(10)
  /// The longest pause.
  static let longestPause: Duration = .seconds(900)

  /// How it is to be: as wished, but not running where its department bars it.
  var goal: Wish { barredAt != nil && wish == .run ? .pause : wish }

  /// What is to be done next, whenever it is due.
  public func errand(at moment: Timestamp) -> Errand? {
    switch stage {
    // Whoever wants it paused before it begins wants none of it yet.
    case .wanted: announcedAt == nil ? nil : goal == .pause ? .ask : .begin
    case .running: goal == .run ? .ask : .pause
    case .paused: goal == .pause ? .ask : .resume
    case .finished: .store
    case .kept: isWithCarrier && kept.map { moment < $0.expiresAt } ?? true ? .deleteAtCarrier : .expire
    case .absent, .expired: isWithCarrier ? .deleteAtCarrier : nil
    }
  }

  /// Whether its errand is due.
  public func isDue(at moment: Timestamp) -> Bool { errands.dueAt.map { $0 <= moment } ?? false }

  /// The same with one more try of its errand noted, before it is made; the next not before a pause. What is to be stored is
  /// sealed under this secret.
  public func attempted(at moment: Timestamp, secret: ObjectSecret) -> Recording {
    var noted = self
    noted.errands.tries += 1
    let doublings = min(max(errands.tries, 0), 12)
    let isRoutine = errand(at: moment) == .ask && errands.tries == 0
    noted.errands.dueAt =
      moment + (isRoutine ? Self.checkPause : min(Self.firstPause * Int64(1 << doublings), Self.longestPause))
    if errand(at: moment) == .store {
      noted.errands.stores += 1
      noted.secret = secret
    }
    return noted
  }

  /// The same, to be asked after again in a while: nothing is wrong.
  func restedUntil(_ moment: Timestamp) -> Recording {
    var rested = self
    rested.errands.tries = 0
    rested.errands.dueAt = moment
    return rested
  }
}

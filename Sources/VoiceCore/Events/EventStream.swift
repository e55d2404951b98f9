/// What one reader is told of a tenant's log: the events that it may see and wants, each once and in order, each with the name of
/// the one before it (property 17).
///
/// A value: whoever reads the log hands it stretches, whoever has the reader's socket takes messages.
public struct EventStream: Sendable {
  /// A reader who has missed more starts anew from how things stand. Source: the outside contract.
  public static let maximumMissed = 100
  /// The most messages that wait for a reader; one who is further behind is cut off, and resumes when it can.
  public static let maximumWaiting = 256

  /// What a reader is told.
  public enum Message: Sendable {
    /// An event, and the one before it in this stream; `nil` for the first.
    case event(TenantEvent, previous: EventID?)
    /// How things stand, and the last event that this includes; `nil` when none is known that the reader may see.
    case sync(EventBoard, last: EventID?)
  }

  public let bearer: Bearer
  /// What the reader sees; whoever hands over stretches keeps it new.
  public internal(set) var sight: Sight
  /// What it wants to hear of.
  public var topics: EventTopics
  /// Up to where the log was looked through for it.
  public private(set) var place: LogPosition?
  /// The last event that it was or will be told.
  public private(set) var last: EventID?
  /// Whether it was too slow: it gets nothing more.
  public private(set) var isCutOff = false
  private var waiting: [Message] = []

  /// A reader who knows `last` and has missed what the stretch has after it.
  init(of bearer: Bearer, sight: Sight, topics: EventTopics, resuming last: EventID, with missed: EventStretch) {
    self.bearer = bearer
    self.sight = sight
    self.topics = topics
    self.last = last
    place = missed.from
    offer(missed)
  }

  /// A reader who starts from how things stand at a place of the log.
  init(
    of bearer: Bearer, sight: Sight, topics: EventTopics, from board: EventBoard, last: EventID?,
    at place: LogPosition?
  ) {
    self.bearer = bearer
    self.sight = sight
    self.topics = topics
    self.last = last
    self.place = place
    waiting = [.sync(board, last: last)]
  }

  /// How many messages wait.
  public var waitingCount: Int { waiting.count }

  /// Whether the reader is told of an event.
  func includes(_ event: TenantEvent) -> Bool { event.isSeen(by: sight) && topics.contain(event) }

  /// The log went on. The stretch must begin where the stream is, or before; what was there already changes nothing.
  mutating func offer(_ stretch: EventStretch) {
    guard !isCutOff, let through = stretch.through else { return }
    for event in stretch.events where place.map({ $0 < event.position }) ?? true {
      guard includes(event) else { continue }
      guard waiting.count < Self.maximumWaiting else {
        isCutOff = true
        waiting = []
        return
      }
      waiting.append(.event(event, previous: last))
      last = event.id
    }
    place = place.map { max($0, through) } ?? through
  }

  /// The next messages for the reader, at most so many.
  mutating func take(_ count: Int) -> [Message] {
    let taken = Array(waiting.prefix(count))
    waiting.removeFirst(taken.count)
    return taken
  }
}

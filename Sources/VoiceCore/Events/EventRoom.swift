/// All readers of one tenant's events on a node. The log is read once for all of them.
public struct EventRoom: Sendable {
  /// So many events are kept for readers who join while the log goes on.
  public static let maximumRecent = 256

  /// What is to be read for a room: taken out of it, so that the room isn't held while the log is read.
  public struct Question: Sendable {
    let place: LogPosition?
    let places: CallPlaces
    /// Who it is asked of anew what they see; `nil` for nobody.
    let bearers: Set<Bearer>?
  }

  /// Up to where the log was read.
  public private(set) var place: LogPosition?
  private var places = CallPlaces()
  private var recent: EventStretch
  private var streams: [Int: EventStream] = [:]

  /// A room at the place of its first reader's stream.
  public init(at place: LogPosition?) {
    self.place = place
    recent = EventStretch(from: place, through: place, events: [])
  }

  /// How many readers there are.
  public var count: Int { streams.count }

  /// The reader of this number.
  public func stream(_ number: Int) -> EventStream? { streams[number] }

  /// What to read next.
  /// - Parameter looksAgain: whether it is asked anew what each reader sees.
  public func next(looksAgain: Bool) -> Question {
    Question(place: place, places: places, bearers: looksAgain ? Set(streams.values.map(\.bearer)) : nil)
  }

  /// Takes a reader in; `false` for one who is behind what the room remembers, and must join anew.
  public mutating func admit(_ stream: EventStream, as number: Int) -> Bool {
    guard recent.from.map({ from in stream.place.map { from <= $0 } ?? false }) ?? true else { return false }
    var stream = stream
    stream.offer(recent)
    streams[number] = stream
    return true
  }

  /// A reader goes; one who isn't there is no error.
  public mutating func leave(_ number: Int) { streams[number] = nil }

  /// A reader wants to hear of something else from now on.
  public mutating func subscribe(_ number: Int, to topics: EventTopics) { streams[number]?.topics = topics }

  /// The next messages of a reader, at most so many, and whether it is to be cut off for its slowness; `nil` for one who isn't there.
  public mutating func take(_ count: Int, of number: Int) -> (messages: [EventStream.Message], isCutOff: Bool)? {
    guard let messages = streams[number]?.take(count) else { return nil }
    return (messages, streams[number]?.isCutOff ?? false)
  }

  /// The log went on: who of the readers has something to be told, or is cut off, by number.
  public mutating func go(on turn: EventTurn) -> [Int] {
    places = turn.places
    place = turn.stretch.through
    let isFull = recent.events.count + turn.stretch.events.count > Self.maximumRecent
    recent =
      isFull
      ? turn.stretch
      : EventStretch(from: recent.from, through: turn.stretch.through, events: recent.events + turn.stretch.events)
    var woken: [Int] = []
    for number in Array(streams.keys) {
      guard var stream = streams.removeValue(forKey: number) else { continue }
      // Who has lost the permission sees nothing.
      if let sights = turn.sights { stream.sight = sights[stream.bearer] ?? .departments([]) }
      let wasCutOff = stream.isCutOff
      stream.offer(turn.stretch)
      if stream.waitingCount > 0 || stream.isCutOff != wasCutOff { woken.append(number) }
      streams[number] = stream
    }
    return woken.sorted()
  }
}

/// What was read of a log for a room.
public struct EventTurn: Sendable {
  let stretch: EventStretch
  /// What the readers see now; `nil` where that wasn't asked.
  let sights: [Bearer: Sight]?
  let places: CallPlaces
  /// Whether going on at once would find more.
  public let hasMore: Bool

  /// Where it begins.
  public var from: LogPosition? { stretch.from }
  /// When its events happened.
  public var moments: [Timestamp] { stretch.events.map(\.recorded.at) }
  /// Whether it was asked what the readers see.
  public var looksAgain: Bool { sights != nil }
}

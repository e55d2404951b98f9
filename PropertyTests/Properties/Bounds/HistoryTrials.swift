import MediaBridge
import PropertyTesting
import VoiceCore

/// What remembers the newest of many moments, however late they are told.
enum NewestTrial {
  static func hold(_ seconds: [Int]) throws {
    guard let number = PhoneNumber("+12025550100") else { throw Discard() }
    var track = CallerTrack(of: number)
    var rate = ServiceRate()
    var all: [Timestamp] = []
    for second in seconds {
      let moment = Timestamp(microseconds: Int64(second) * 1_000_000)
      all.append(moment)
      track.note(callAt: moment)
      rate.served(at: moment)
      let sorted = all.sorted()
      try requireEqual(track.calls, sorted.suffix(CallerTrack.maximumCalls), "a caller's newest calls, in order")
      try requireEqual(rate.services, sorted.suffix(ServiceRate.maximumServices), "a queue's newest services, in order")
    }
  }
}

/// What a call's answers took: all are counted, the latest are remembered one by one.
enum WaitsTrial {
  static func hold(_ milliseconds: [Int]) throws {
    var waits = TurnWaits()
    for (index, length) in milliseconds.enumerated() {
      waits.add(TurnWait(answering: .milliseconds(length)))
      try requireEqual(waits.count, index + 1, "each is counted")
    }
    let latest = milliseconds.suffix(TurnWaits.remembered).sorted()
    for percent in [1, 50, 95, 100] {
      // Nearest rank: the least of those that so many aren't longer than.
      let expected = latest.first { length in 100 * latest.count { $0 <= length } >= percent * latest.count }
      try requireEqual(waits.percentile(percent), expected, "the \(percent)th percentile is of the latest alone")
    }
    let sum = milliseconds.reduce(0, +)
    let mean = milliseconds.isEmpty ? .zero : Duration.milliseconds(sum) / milliseconds.count
    try requireEqual(waits.mean(.model), mean, "what is forgotten one by one stays in the mean")
  }
}

/// What is said, sent and heard.
enum UnheardStep: Sendable {
  case say(bytes: Int)
  /// So many pieces of three bytes.
  case bits(Int)
  case send
  case hear
  case mark
  case drop
  case pause
  case resume
}

extension Gen where Value == UnheardStep {
  static var unheardStep: Gen {
    .weighted([
      (4, Gen<Int>.element(of: [3, 159, 801, 7998, 480_000, 1_200_000, 1_200_000]).map { UnheardStep.say(bytes: $0) }),
      (1, Gen<Int>.element(of: [10, 900, 45_000]).map(UnheardStep.bits)),
      (3, .just(.send)), (2, .just(.hear)), (1, .just(.mark)), (1, .just(.drop)), (1, .just(.pause)),
      (1, .just(.resume)),
    ])
  }
}

/// Audio between the receptionist's mouth and the caller's ear, told by sums of bytes.
struct UnheardTrial {
  private var playback = Playback()
  /// Where each piece that isn't heard ends, in bytes said since the join.
  private var pieces: [Int] = []
  private var said = 0
  private var reached = 0
  private var sent = 0
  private var isPaused = false
  /// Marks that were asked for and may still be kept.
  private var marks = 0
  private var lastMark: (mark: PlaybackMark, position: Int)?
  private var wasTooMuch = false

  /// Whether more waited than may.
  static func hold(_ steps: [UnheardStep]) throws -> Bool {
    var trial = UnheardTrial()
    for step in steps {
      try trial.take(step)
      try trial.check()
    }
    return trial.wasTooMuch
  }

  private mutating func take(_ step: UnheardStep) throws {
    switch step {
    case .say(let bytes): say(bytes)
    case .bits(let count): for _ in 0..<count { say(3) }
    case .mark:
      _ = playback.mark()
      marks += 1
    case .send: try send()
    case .hear: hear()
    case .drop:
      _ = playback.drop()
      (reached, sent, pieces, marks, lastMark) = (said, said, [], 0, nil)
    case .pause:
      playback.pause()
      (isPaused, sent, lastMark) = (true, reached, nil)
    case .resume:
      playback.resume()
      isPaused = false
    }
  }

  private mutating func say(_ bytes: Int) {
    playback.say(Self.chunk(bytes))
    var left = bytes
    while left > 0 {
      let piece = min(left, Playback.bytesBetweenMarks)
      said += piece
      pieces.append(said)
      left -= piece
    }
  }

  private mutating func send() throws {
    while let output = playback.next() {
      try require(!isPaused, "nothing goes out in a pause")
      switch output {
      case .play(let chunk): sent += chunk.byteCount
      case .mark(let mark): lastMark = (mark, sent)
      }
    }
    if !isPaused { try requireEqual(sent, said, "what was said went out once") }
  }

  /// The carrier has played everything up to the last mark.
  private mutating func hear() {
    guard let (mark, position) = lastMark else { return }
    playback.returned(mark)
    while playback.nextHeard() != nil {}
    reached = position
    pieces.removeFirst(pieces.prefix { $0 <= position }.count)
    lastMark = nil
  }

  /// A mark of our own goes before a piece at most, so nobody needs to count them.
  private mutating func check() throws {
    let unheard = said - reached
    try requireEqual(playback.unheard, unheard, "what waits is what was said and neither heard nor dropped")
    let isTooMuch = unheard > Playback.maximumUnheard || pieces.count > Playback.maximumEntries
    if isTooMuch {
      wasTooMuch = true
      try require(!playback.isWithinBounds, "more waits than may, and is told")
    } else if 2 * pieces.count + marks <= Playback.maximumEntries {
      try require(playback.isWithinBounds, "no more waits than may")
    }
  }

  private static func chunk(_ bytes: Int) -> AudioChunk {
    chunks[bytes] ?? AudioChunk(muLaw: Array(repeating: 0, count: bytes))
  }

  private static let chunks: [Int: AudioChunk] = Dictionary(
    uniqueKeysWithValues: [3, 159, 801, 7998, 480_000, 1_200_000].map {
      ($0, AudioChunk(muLaw: Array(repeating: 0, count: $0)))
    })
}

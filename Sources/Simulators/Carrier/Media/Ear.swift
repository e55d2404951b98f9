/// What the caller hears on one stream, cut into segments, each with what it answers and how fast.
struct Ear: Sendable {
  private let hearing: CallScript.Hearing
  private let factor: Int
  private(set) var segments: [HeardSegment] = []
  private var end = Duration.zero
  private var isDelimited = true
  private var cause: (HeardSegment.Cause, at: Duration)
  private var speechEnd: Duration?
  private var isAnswered = false
  /// Whether anything was heard since the caller last did something.
  private(set) var hasHeardAnswer = false

  init(hearing: CallScript.Hearing, factor: Int, openedAt now: Duration) {
    self.hearing = hearing
    self.factor = factor
    cause = (.streamStart, now)
  }

  /// Quiet longer than this is the end of a segment; a server that sends in real time is not punctual to a millisecond.
  private var longestGap: Duration { max(.milliseconds(200), .milliseconds(50) * factor) }

  mutating func hear(_ audio: [UInt8], arrivedAt now: Duration, startsAt start: Duration) {
    guard !audio.isEmpty else { return }
    if let speechEnd, now >= speechEnd {
      begin(.speech, at: speechEnd)
    }
    hasHeardAnswer = true
    if isDelimited || start - end > longestGap {
      segments.append(
        HeardSegment(
          audio: [], byteCount: 0, arrivedAt: now, startedAt: start, cause: cause.0,
          latency: isAnswered ? nil : (now - cause.at) / factor, mark: nil))
      isAnswered = true
      isDelimited = false
    }
    segments[segments.count - 1].byteCount += audio.count
    if hearing == .recorded { segments[segments.count - 1].audio += audio }
    end = start + VirtualPlayer.timePerByte * audio.count
  }

  mutating func mark(_ name: String) {
    if !isDelimited { segments[segments.count - 1].mark = name }
    isDelimited = true
  }

  mutating func pressed(_ key: Character, at now: Duration) { begin(.key(key), at: now) }

  mutating func spoke(until end: Duration) {
    speechEnd = end
    hasHeardAnswer = false
  }

  /// Takes back what was queued and never sounded.
  mutating func drop(_ byteCount: Int, at now: Duration) {
    var left = byteCount
    while left > 0, var segment = segments.popLast() {
      let lost = min(left, segment.byteCount)
      left -= lost
      segment.byteCount -= lost
      segment.audio.removeLast(min(lost, segment.audio.count))
      segment.wasCut = true
      segment.mark = nil
      if segment.byteCount > 0 { segments.append(segment) }
    }
    end = min(end, now)
    isDelimited = true
  }

  private mutating func begin(_ cause: HeardSegment.Cause, at now: Duration) {
    self.cause = (cause, now)
    speechEnd = nil
    isAnswered = false
    isDelimited = true
    hasHeardAnswer = false
  }
}

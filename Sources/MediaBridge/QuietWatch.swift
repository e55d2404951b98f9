internal import NIOCore

/// What was heard since the last time that both sides had been quiet.
public struct Quiet: Equatable, Sendable {
  /// The caller was louder than silence while the receptionist said nothing, pressed a key, or had somebody else to talk with.
  public var hasHeardCaller = false
  public var hasHeardReceptionist = false

  /// Nobody was.
  public init() {}
}

/// Notices that neither side of a call has been heard for so long. For a frame it keeps a moment and two flags; whoever owns it has
/// one timer a call.
struct QuietWatch {
  /// How long both must be quiet.
  let patience: TimeAmount
  let tell: (Quiet) -> Void
  private let silence: LevelThreshold
  private var lastSound = NIODeadline.uptimeNanoseconds(0)
  private var since = Quiet()

  init(patience: TimeAmount, below silence: LevelThreshold, tell: @escaping (Quiet) -> Void) {
    self.patience = patience
    self.silence = silence
    self.tell = tell
  }

  /// When to look again.
  var due: NIODeadline { lastSound + patience }

  /// The caller was this loud. What sounds while the receptionist speaks may be her echo.
  mutating func heard(_ level: Level, whileSpeaking isSpeaking: Bool, at now: NIODeadline) {
    if isSpeaking {
      since.hasHeardReceptionist = true
    } else if level.isBelow(silence) {
      return
    } else {
      since.hasHeardCaller = true
    }
    lastSound = now
  }

  /// The caller is there, whatever they sound like.
  mutating func callerIsThere(at now: NIODeadline) {
    since.hasHeardCaller = true
    lastSound = now
  }

  /// They are joined.
  mutating func begin(at now: NIODeadline) { lastSound = now }

  /// What was heard, when it is quiet by now; `nil` when it isn't yet.
  mutating func look(at now: NIODeadline) -> Quiet? {
    guard now >= due else { return nil }
    defer { (since, lastSound) = (Quiet(), now) }
    return since
  }
}

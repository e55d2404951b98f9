/// The caller working through a script: says what is due, given the time and whether the far end is silent. Sans-I/O.
package struct CallerProgram: Sendable {
  /// Between two keys of one `.press`, in the call's time.
  package static let keySpacing = Duration.milliseconds(200)

  /// What the caller does now.
  package enum Move: Equatable, Sendable {
    case press(Character)
    case speak([UInt8], words: String)
    case speakOver([UInt8], words: [UInt8])
    case hangUp
    case fault(StreamFault)
    /// What was to be spoken over was over already.
    case comeTooLate
    /// The far end was not heard to the end within the script's patience.
    case giveUp
  }

  /// What has become of the words that a step listens for.
  package enum Signal: Equatable, Sendable {
    case none, ready
    /// It is too late to speak over them.
    case missed
  }

  private let steps: [CallScript.Step]
  private let patience: Duration
  private var position = 0
  private var keysPressed = 0
  private var isSpeakingOver = false
  /// The step at hand may not go on before; `nil` while it has not begun.
  private var due: Duration?

  /// - Parameter patience: in the call's time.
  package init(steps: [CallScript.Step], patience: Duration) {
    self.steps = steps
    self.patience = patience
  }

  /// What listening is needed for.
  var attention: Attention { Attention(to: steps) }

  /// Whether the steps are done.
  package var isFinished: Bool { position >= steps.count }

  /// When to ask again at the latest; `nil` when there is nothing to wait for.
  package var deadline: Duration? { isFinished ? nil : due }

  /// The next move that is due; ask until there is none. `hears` says what a step that listens may do.
  package mutating func next(
    at now: Duration, isSilent: Bool, hears: (CallScript.Step) -> Signal = { _ in .none }
  ) -> Move? {
    while position < steps.count {
      switch steps[position] {
      case .hangUp:
        advance()
        return .hangUp
      case .fault(let fault):
        advance()
        return .fault(fault)
      case .wait(let duration):
        guard hasPassed(duration, at: now) else { return nil }
        advance()
      case .waitForSilence:
        if isSilent {
          advance()
        } else {
          guard hasPassed(patience, at: now) else { return nil }
          advance()
          return .giveUp
        }
      case .hear:
        if hears(steps[position]) == .ready {
          advance()
        } else {
          guard hasPassed(patience, at: now) else { return nil }
          advance()
          return .giveUp
        }
      case .speakOver(let audio, let words, _, _):
        if isSpeakingOver {
          guard hasPassed(.zero, at: now) else { return nil }
          advance()
          continue
        }
        switch hears(steps[position]) {
        case .ready:
          isSpeakingOver = true
          due = now + .microseconds(audio.count * 125)
          return .speakOver(audio, words: words)
        case .missed:
          advance()
          return .comeTooLate
        case .none:
          guard hasPassed(patience, at: now) else { return nil }
          advance()
          return .giveUp
        }
      case .speak(let audio, let words):
        if due == nil {
          due = now + .microseconds(audio.count * 125)
          return .speak(audio, words: words)
        }
        guard hasPassed(.zero, at: now) else { return nil }
        advance()
      case .press(let keys):
        guard hasPassed(.zero, at: now) else { return nil }
        guard keysPressed < keys.count else {
          advance()
          continue
        }
        let key = keys[keys.index(keys.startIndex, offsetBy: keysPressed)]
        keysPressed += 1
        due = now + Self.keySpacing
        return .press(key)
      }
    }
    return nil
  }

  private mutating func hasPassed(_ duration: Duration, at now: Duration) -> Bool {
    let due = due ?? now + duration
    self.due = due
    return now >= due
  }

  private mutating func advance() {
    position += 1
    keysPressed = 0
    isSpeakingOver = false
    due = nil
  }
}

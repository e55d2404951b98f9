/// One inbound call as the caller makes it: who calls whom, and what they do.
public struct CallScript: Sendable {
  /// What the caller does next. A step begins when the one before it is over.
  public enum Step: Equatable, Sendable {
    /// Listen until the far end has spoken since the last step and has finished: all its audio is played and the mark
    /// behind it was returned (without marks: two seconds of quiet). Gives up after `CallScript.patience`.
    case waitForSilence
    /// Listen until these words (raw μ-law, 8 kHz) were heard since the caller last spoke, everything that came is played,
    /// and the mark behind it was returned. After `speakOver`, only what comes behind the server's `clear` counts. Unlike
    /// `waitForSilence` it isn't misled by a pause within what is said. Gives up after `CallScript.patience`.
    case hear([UInt8])
    /// Press keys (`0`-`9`, `*`, `#`, `A`-`D`), 200 ms from one to the next.
    case press(String)
    /// Speak this audio: raw μ-law, 8 kHz. `words` is what a recogniser would make of it in `<Gather>`.
    case speak([UInt8], words: String = "")
    /// Speak this audio over the far end: once `words` were heard and more than `ahead` waits to be played, so that the
    /// server can't take it to have finished. Not at all when `end` was heard before; what is empty is never heard. Gives up
    /// after `CallScript.patience`.
    case speakOver([UInt8], words: [UInt8], ahead: Duration, end: [UInt8])
    /// Stay silent for so long, in the call's time.
    case wait(Duration)
    /// Hang up.
    case hangUp
    /// Do what a carrier or a network should not.
    case fault(StreamFault)
  }

  /// Whether the bytes of what was heard are kept in the report, or only how many there were (for load runs).
  public enum Hearing: Equatable, Sendable { case recorded, counted }

  /// The caller's number; `nil` withholds it (`From` is then `anonymous`).
  public var caller: String?
  /// The number that was dialled. Sent as it is, whatever it is.
  public var dialled: String
  /// The caller's name, when the number has name look-up.
  public var callerName: String?
  /// What the caller does, in order. Afterwards the caller stays on the line until the far end ends the call.
  public var steps: [Step]
  /// What the carrier does wrong in this call as a whole.
  public var faults: [CallFault]
  public var pace: Pace
  public var hearing: Hearing
  /// The call's identifier; drawn by chance unless given.
  public var callSid: String?
  /// The whole call's bound, in real time; the caller hangs up when it is reached.
  public var bound: Duration
  /// How long `.waitForSilence`, `.hear` and `.speakOver` wait at most, in real time; then it is noted and the next step begins.
  public var patience: Duration

  /// A script with these steps; a withheld number is `caller: nil`.
  public init(
    caller: String?, dialled: String, callerName: String? = nil, steps: [Step] = [], faults: [CallFault] = [],
    pace: Pace = .realTime, hearing: Hearing = .recorded, callSid: String? = nil, bound: Duration = .seconds(120),
    patience: Duration = .seconds(30)
  ) {
    self.caller = caller
    self.dialled = dialled
    self.callerName = callerName
    self.steps = steps
    self.faults = faults
    self.pace = pace
    self.hearing = hearing
    self.callSid = callSid
    self.bound = bound
    self.patience = patience
  }
}

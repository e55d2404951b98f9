/// What the model says and calls, turn by turn.
///
/// A response that answers the caller (made by voice activity, or `response.create` after the caller's audio or a user
/// message) takes the next turn; past the end the last one repeats, with the verdict `served`. These take none:
/// - `response.create` with a `tool_choice` that demands a call answers with the `whenAsked` of the turn taken last.
/// - `response.create` whose `instructions` hold a text in double quotes speaks what stands between the first quote and
///   the last.
/// - `response.create` outside the conversation says `outOfBand`.
/// - `response.create` after a function's output speaks that turn's `afterTools`.
/// - `response.create` before anybody spoke says `opening`.
public struct RealtimeAIScript: Sendable {
  /// The answer to one utterance.
  public struct Turn: Sendable {
    /// What the transcription makes of the utterance that led here; `nil` is an unremarkable sentence.
    public var heardAs: String?
    /// The transcript of what is said; empty says nothing.
    public var says: String
    /// μ-law, 8 kHz; `nil` asks the configuration's voice.
    public var audio: [UInt8]?
    /// The functions called behind the speech, in the same response.
    public var calls: [ToolCall]
    /// What is said once the functions are answered; `nil` takes the script's.
    public var afterTools: String?
    /// The call when the session asks for one; `nil` is `no_request` if that is offered, otherwise the first tool.
    public var whenAsked: ToolCall?
    /// From `response.created` to the first output.
    public var delay: Duration
    public var faults: [RealtimeAIFault]

    /// A turn of these.
    public init(
      heardAs: String? = nil, says: String, audio: [UInt8]? = nil, calls: [ToolCall] = [], afterTools: String? = nil,
      whenAsked: ToolCall? = nil, delay: Duration = .zero, faults: [RealtimeAIFault] = []
    ) {
      self.heardAs = heardAs
      self.says = says
      self.audio = audio
      self.calls = calls
      self.afterTools = afterTools
      self.whenAsked = whenAsked
      self.delay = delay
      self.faults = faults
    }
  }

  /// Said to a `response.create` with `conversation: "none"`.
  public static let outOfBand = "A summary of the call."

  public var turns: [Turn]
  /// Said to a `response.create` before anybody spoke; empty says nothing.
  public var opening: String
  /// Said after functions were answered, unless the turn has its own; empty says nothing.
  public var afterTools: String
  /// The number of the first verdict, until a function's output says otherwise (`next_attempt`).
  public var firstAttempt: Int

  /// A script of these turns.
  public init(
    turns: [Turn], opening: String = "Hello.", afterTools: String = "All right.", firstAttempt: Int = 1
  ) {
    self.turns = turns
    self.opening = opening
    self.afterTools = afterTools
    self.firstAttempt = firstAttempt
  }

  /// The n-th turn, from 0.
  func turn(_ index: Int) -> Turn {
    if turns.indices.contains(index) { return turns[index] }
    var last = turns.last ?? Turn(says: "Yes.")
    last.calls = [.outcome(served: true)]
    last.faults = []
    return last
  }
}

/// What the carrier does with the caller's line next, where it isn't the receptionist's.
public struct Onward: Equatable, Sendable {
  /// What is done.
  public enum Act: Equatable, Sendable {
    /// These agents ring together; whoever answers first has the caller. The caller's own number goes along.
    case ring([Agent.ID], for: Duration)
    /// A telephone rings, so too.
    case dial(PhoneNumber, for: Duration)
    /// The caller is in the conference of this name, which ends when they leave it.
    case confer(ConferenceRoom)
    /// The caller waits, and asks again after this time.
    case hold(again: Duration)
    /// The caller leaves a message after the tone.
    case record
    case hangUp
  }

  /// How long a telephone that is no agent's rings.
  public static let numberRingTime: Duration = .seconds(30)
  /// How often who waits asks how it stands: an agent who is free waits no longer for them.
  public static let lapTime: Duration = .seconds(8)
  /// Every so many laps who waits is told their place; in between there is quiet.
  public static let lapsPerAnnouncement = 4

  /// Words and the language that they are in.
  public struct Words: Equatable, Sendable {
    public let text: String
    public let language: Language

    /// Words in a language.
    public init(_ text: String, in language: Language) {
      self.text = text
      self.language = language
    }

    /// Words of ours for a caller of this language, in it where we have them.
    init(_ phrase: Phrase, for language: Language) {
      self.init(phrase.text(in: language), in: Phrase.language(for: language) ?? .english)
    }
  }

  public let act: Act
  /// What the caller must be told before anything else.
  public internal(set) var notice: Words?
  /// What the caller hears first, in the carrier's voice.
  public let words: Words?
  public let place: CallPlace
  /// Which of the call's stops it is: what is told about it names this number.
  public let turn: Int
  /// Whose number whoever is rung sees; the one that the leg bears by itself when `nil` (property 8). That of a call that we
  /// placed bears the tenant's own.
  public internal(set) var showing: PhoneNumber?
  /// Whether whoever picks up is asked before they have the caller.
  public internal(set) var manner: Transfer.Manner = .cold
  /// While they wait, the caller may press this key to be called back.
  public internal(set) var callBackKey: DialKey?
}

/// What a receptionist tells the core. Audio isn't among it.
public enum ReceptionistEvent: Equatable, Sendable {
  /// A request got its verdict; waits for a directive before it answers.
  case judged(Attempt.ID, Verdict)
  /// The caller says that the last answer didn't help.
  case lastAnswerDidNotHelp
  /// A person is wanted.
  case personWanted(TransferReason, Department.ID?)
  /// The caller has said goodbye: waits for `close`.
  case callerIsDone
  /// The caller's language became known.
  case language(Language, LanguageRecognition)
  /// The caller said or keyed this.
  case heard(String)
  /// The caller has heard this; of what was cut short only so much as was heard, with ` …` behind it.
  case said(String)
  /// The first audio of an answer went out, and this is what the caller waited for. A voice AI tells its own part.
  case answered(TurnWait)
  /// The caller has left this, or confirmed it.
  case noted(CallerNote)
  /// The provider metered this; each amount is told once.
  case used(AIUsage)
  /// What was directed last has been said and heard: hand-over or goodbye can go on.
  case finished
  /// It can't go on.
  case failed(VoiceAIFailure)
}

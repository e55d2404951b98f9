/// What a model can do by calling a tool.
public enum ReceptionistTool: String, Sendable, CaseIterable {
  /// Tells the verdict on a request.
  case reportOutcome = "report_outcome"
  /// Wants a person.
  case transfer
  /// Says that nothing was asked for.
  case noRequest = "no_request"
  /// Looks up what the company knows.
  case lookUp = "look_up"
  /// Goes on in the language that the caller has asked for.
  case speakLanguage = "speak_language"
  /// Ends the call that the caller has come to the end of.
  case endCall = "end_call"
  /// Takes down what the caller leaves.
  case takeMessage = "take_message"
  /// Says that the caller has confirmed it.
  case confirmMessage = "confirm_message"

  /// Characters of a question that is looked up.
  public static let questionLength = 1...1000
  /// Characters of a department's name, as the model may spell it.
  public static let nameLength = 1...200

  /// Reasons that the model may give; the others aren't its to give.
  public static let transferReasons: [TransferReason] = [.callerWish, .frustration, .emergency, .keyword]
}

/// What a model tells by calling a tool.
public enum ToolReport: Equatable, Sendable {
  case outcome(attempt: Int, Verdict)
  case transfer(TransferReason, department: String?)
  case noRequest
  /// It wants to know what the company says to this.
  case lookUp(String)
  /// The caller has asked for this language.
  case language(Language)
  /// The caller wants nothing more.
  case endCall
  /// The caller leaves this; it corrects the note with that number, if there is one.
  case note(CallerNote.Kind, CallerNote.Details, correcting: Int?)
  /// The caller has confirmed the note with this number.
  case confirmed(note: Int)

  /// Reads a call.
  /// - Parameters:
  ///   - name: the tool, as the model spells it.
  ///   - arguments: `nil` when what the model gave is no object.
  /// - Throws: what the model must be told instead of a result.
  public init(_ name: String, _ arguments: ToolArguments?) throws(ToolFault) {
    guard let tool = ReceptionistTool(rawValue: name) else { throw .unknownTool }
    guard let arguments else { throw .notAnObject }
    switch tool {
    case .reportOutcome:
      self = .outcome(attempt: try arguments.number("attempt"), try arguments.flag("served") ? .served : .failed)
    case .transfer:
      self = .transfer(
        try arguments.choice("reason", of: ReceptionistTool.transferReasons),
        department: try arguments.optionalText("department", of: ReceptionistTool.nameLength))
    case .noRequest: self = .noRequest
    case .speakLanguage: self = .language(try arguments.language("language"))
    case .endCall: self = .endCall
    case .takeMessage:
      let kind = try arguments.choice("kind", of: CallerNote.Kind.allCases)
      let details = CallerNote.Details(
        name: try arguments.optionalText("name", of: CallerNote.Details.shortLength),
        number: try arguments.optionalDigits("number", of: CallerNote.Details.legalDigits),
        text: try arguments.optionalText("text", of: CallerNote.Details.textLength),
        when: try arguments.optionalText("when", of: CallerNote.Details.shortLength))
      guard let details else { throw .bad("text", expected: "what the caller leaves, unless another field says it") }
      self = .note(kind, details, correcting: try arguments.optionalNumber("note"))
    case .confirmMessage: self = .confirmed(note: try arguments.number("note"))
    case .lookUp: self = .lookUp(try arguments.text("question", of: ReceptionistTool.questionLength))
    }
  }
}

internal import FoundationEssentials
internal import VoiceCore

/// What the model tells by calling a tool.
enum ToolReport: Equatable {
  case outcome(attempt: Int, Verdict)
  case transfer(TransferReason, department: String?)
  case noRequest
  /// It wants to know what the company says to this.
  case lookUp(String)

  /// Why a call can't be understood; the model reads it.
  enum Fault: String, Error {
    case unknownTool = "unknown tool"
    case badArguments = "the arguments are not what the tool takes"
    case badQuestion = "`question` is one sentence of 1 to 1000 characters"
    case unknownReason = "unknown reason: use caller_wish, frustration, emergency or keyword"
  }

  /// Reads a call; the model's JSON may be broken.
  init(_ call: ToolCall) throws(Fault) {
    switch call.name {
    case ReceptionistTools.reportOutcome:
      let arguments: Outcome = try Self.read(call.arguments)
      self = .outcome(attempt: arguments.attempt, arguments.served ? .served : .failed)
    case ReceptionistTools.transfer:
      let arguments: Handover = try Self.read(call.arguments)
      guard let reason = TransferReason(rawValue: arguments.reason),
        ReceptionistTools.transferReasons.contains(reason)
      else { throw .unknownReason }
      self = .transfer(reason, department: arguments.department)
    case ReceptionistTools.noRequest: self = .noRequest
    case ReceptionistTools.lookUp:
      let arguments: LookUp = try Self.read(call.arguments)
      guard arguments.question.utf8.count <= 4 * ReceptionistTools.questionLength.upperBound,
        ReceptionistTools.questionLength.contains(arguments.question.count)
      else { throw .badQuestion }
      self = .lookUp(arguments.question)
    default: throw .unknownTool
    }
  }

  private static func read<Arguments: Decodable>(_ text: String) throws(Fault) -> Arguments {
    do {
      return try JSONDecoder().decode(Arguments.self, from: Data(text.utf8))
    } catch {
      throw .badArguments
    }
  }

  private struct Outcome: Decodable {
    let attempt: Int
    let served: Bool
  }

  private struct LookUp: Decodable { let question: String }

  private struct Handover: Decodable {
    let department: String?
    let reason: String
  }
}

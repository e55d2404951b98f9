internal import FoundationEssentials
internal import VoiceCore

extension ToolArguments {
  /// Reads what the model wrote, which may be anything; `nil` when it is no JSON object, or too long.
  init?(json text: String) {
    guard text.utf8.count <= Self.maximumBytes,
      let members = try? JSONDecoder().decode([String: Member].self, from: Data(text.utf8))
    else { return nil }
    self.init(members.mapValues(\.value))
  }

  private struct Member: Decodable {
    let value: Value

    init(from decoder: any Decoder) throws {
      let member = try decoder.singleValueContainer()
      if member.decodeNil() {
        value = .null
      } else if let flag = try? member.decode(Bool.self) {
        value = .flag(flag)
      } else if let number = try? member.decode(Int.self) {
        value = .number(number)
      } else if let text = try? member.decode(String.self) {
        value = .text(text)
      } else {
        value = .other
      }
    }
  }
}

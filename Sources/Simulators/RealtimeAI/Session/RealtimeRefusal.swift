/// Why a client event was not carried out; becomes an `error` event and a violation.
struct RealtimeRefusal: Error, Equatable {
  let code: String
  let message: String
  var parameter: String?

  static func missing(_ parameter: String) -> Self {
    Self(
      code: "missing_required_parameter", message: "Missing required parameter: '\(parameter)'.", parameter: parameter)
  }

  static func unknown(_ parameter: String) -> Self {
    Self(code: "unknown_parameter", message: "Unknown parameter: '\(parameter)'.", parameter: parameter)
  }

  static func invalidType(_ parameter: String, expected: String) -> Self {
    Self(
      code: "invalid_type", message: "Invalid type for '\(parameter)': expected \(expected).", parameter: parameter)
  }

  static func invalidValue(_ parameter: String, _ why: String) -> Self {
    Self(code: "invalid_value", message: "Invalid value for '\(parameter)': \(why)", parameter: parameter)
  }
}

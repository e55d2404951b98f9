/// Collects keys or words of the caller while prompts play.
package struct Gather: Equatable, Sendable {
  /// What is collected.
  package enum Input: String, Sendable {
    case keys = "dtmf"
    case speech
    case both = "dtmf speech"
  }

  let input: Input
  let action: String
  let numberOfKeys: Int?
  let timeoutSeconds: Int?
  let asksWhenEmpty: Bool
  let prompts: [Prompt]

  /// `action` is asked with what was collected; when nothing was, only if `asksWhenEmpty`.
  package init(
    _ input: Input, action: String, numberOfKeys: Int? = nil, timeoutSeconds: Int? = nil, asksWhenEmpty: Bool = false,
    prompts: [Prompt]
  ) {
    self.input = input
    self.action = action
    self.numberOfKeys = numberOfKeys
    self.timeoutSeconds = timeoutSeconds
    self.asksWhenEmpty = asksWhenEmpty
    self.prompts = prompts
  }

  var element: XMLElement {
    XMLElement(
      "Gather",
      [
        ("input", input.rawValue), ("action", action), ("numDigits", numberOfKeys.map(String.init)),
        ("timeout", timeoutSeconds.map(String.init)), ("actionOnEmptyResult", asksWhenEmpty ? "true" : nil),
      ], prompts.map { .element($0.element) })
  }
}

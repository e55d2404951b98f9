/// Who a stream belongs to, as `start` tells it.
package struct StreamIdentity: Equatable, Sendable {
  package let streamSid: String
  package let accountSid: String
  package let callSid: String
  /// From the `<Parameter>` children.
  package let customParameters: [FormField]

  package init(streamSid: String, accountSid: String, callSid: String, customParameters: [FormField]) {
    self.streamSid = streamSid
    self.accountSid = accountSid
    self.callSid = callSid
    self.customParameters = customParameters
  }
}

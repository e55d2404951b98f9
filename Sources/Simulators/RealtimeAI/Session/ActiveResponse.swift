/// The response under way.
struct ActiveResponse: Sendable {
  let id: String
  let plan: ResponsePlan
  var steps: [ResponseStep]
  var position = 0
  /// The step at hand is on the agenda.
  var isWaiting = false
  /// Whether it belongs to the dialogue; `conversation: "none"` doesn't.
  let isInConversation: Bool
  let metadata: JSONTree
  /// The message being spoken, and where it stands among the outputs.
  var messageID: String?
  var messageIndex = 0
  var isMessageOpen = false
  /// What is begun and done, for `response.done`.
  var outputs: [RealtimeItem] = []
  var said = ""
  var sentBytes = 0
  /// What stands between an audio delta's event id and its Base64 text.
  var deltaHead: [UInt8] = []

  var sentMs: Int { sentBytes / plan.format.bytesPerMillisecond }

  /// The step at hand, if this is the response of that name.
  func step(of id: String) -> ResponseStep? {
    self.id == id && position < steps.count ? steps[position] : nil
  }

  mutating func openMessage(_ itemID: String) {
    messageID = itemID
    messageIndex = outputs.count
    isMessageOpen = true
    deltaHead = Array(
      ("\",\"response_id\":\"\(id)\",\"item_id\":\"\(itemID)\",\"output_index\":\(messageIndex),"
        + "\"content_index\":0,\"delta\":\"").utf8)
  }
}

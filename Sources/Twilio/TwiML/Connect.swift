internal import Web

/// Joins the caller with a media stream in both directions until it ends; then `action` is asked.
package struct Connect: Equatable, Sendable {
  let stream: StreamURL
  let parameters: [StreamParameter]
  let action: String

  /// A stream to this address, which is told the parameters as it begins.
  package init(_ stream: StreamURL, parameters: [StreamParameter] = [], action: String) {
    self.stream = stream
    self.parameters = parameters
    self.action = action
  }

  var element: XMLElement {
    let inner = XMLElement("Stream", [("url", stream.text)], parameters.map { .element($0.element) })
    return XMLElement("Connect", [("action", action)], [.element(inner)])
  }
}

/// An address that the carrier opens a stream to.
package struct StreamURL: Equatable, Sendable {
  let text: String

  /// `wss://` without query and fragment; `ws://` on loopback hosts, for stand-ins.
  package init(_ text: String) throws(TwiMLError) {
    guard let url = URLParts(text), url.scheme == "wss" || (url.scheme == "ws" && url.isLoopback), !url.host.isEmpty,
      !url.rest.contains("?"), !url.rest.contains("#")
    else { throw .streamURL }
    self.text = text
  }

  /// A path of ours; a public address is good for streams by its type.
  init(_ base: PublicURL, path: String) {
    precondition(path.first == "/" && !path.contains("?") && !path.contains("#"), "a stream's path has no query")
    text = base.webSocket(path)
  }
}

/// A name and a value that arrive with the stream's `start`, or in the softphone.
package struct StreamParameter: Equatable, Sendable {
  /// The most characters of name and value together. Source: Twilio `<Parameter>`: fewer than 500.
  package static let maximumLength = 499

  let name: String
  let value: String

  /// A parameter.
  package init(_ name: String, _ value: String) throws(TwiMLError) {
    guard name.unicodeScalars.count + value.unicodeScalars.count <= Self.maximumLength else { throw .parameterTooLong }
    self.name = name
    self.value = value
  }

  var element: XMLElement { XMLElement("Parameter", [("name", name), ("value", value)]) }
}

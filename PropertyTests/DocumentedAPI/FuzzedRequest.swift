public import PropertyTesting
public import Web

/// A request that is valid under the document, or has exactly one thing wrong with it.
public struct FuzzedRequest: Sendable {
  /// What is wrong.
  public enum Fault: String, Sendable, CaseIterable {
    case none
    case noToken, wrongToken
    case unknownPath, wrongMethod
    case unknownParameter, repeatedParameter, badLimit, badCursor, brokenQuery
    case malformedID
    case unknownField, missingField, wrongType, outOfRange, repeatedField, notAnObject
    case brokenJSON, emptyBody, invalidUTF8, deepNesting, zeroCharacter, hugeNumber
    case wrongContentType
    case malformedKey
  }

  public let operation: DescribedAPI.Operation
  public let fault: Fault
  public let method: Web.Method
  public let path: String
  public let query: String?
  public let headers: [Headers.Field]
  public let body: [UInt8]
  /// Whose token is sent.
  public let asker: Asker
}

/// Who asks.
public enum Asker: String, Sendable, CaseIterable { case admin, supervisor, agent, otherTenant, platform }

extension FuzzedRequest: CustomStringConvertible {
  public var description: String {
    "\(asker.rawValue), \(fault.rawValue): \(method.rawValue) \(path)\(query.map { "?" + $0 } ?? "") "
      + String(decoding: body.prefix(400), as: UTF8.self)
  }
}

extension DescribedAPI {
  /// Any operation, whole or with any fault that it can have.
  public var requests: Gen<FuzzedRequest> {
    Gen<Operation>.element(of: operations).flatMap { operation in
      Gen<FuzzedRequest.Fault>.weighted([(1, .just(.none)), (2, .element(of: faults(of: operation)))])
        .flatMap { fault in request(operation, fault) }
    }
  }

  private func faults(of operation: Operation) -> [FuzzedRequest.Fault] {
    FuzzedRequest.Fault.allCases.filter { fault in
      switch fault {
      case .none, .unknownPath, .wrongMethod: true
      case .noToken, .wrongToken: operation.needsToken
      // Without a token nobody is asked for a query.
      case .unknownParameter, .brokenQuery: operation.needsToken
      case .repeatedParameter, .badLimit: operation.parameters.contains { $0.name == "limit" }
      case .badCursor: operation.parameters.contains { $0.name == "cursor" }
      case .malformedID: operation.parameters.contains { $0.place == "path" && $0.schema["format"] == .text("uuid") }
      case .malformedKey: operation.parameters.contains { $0.name == "Idempotency-Key" }
      case .missingField: !required(of: operation).isEmpty
      case .wrongType, .repeatedField: !fields(of: operation).isEmpty
      case .outOfRange: bounded(of: operation) != nil
      default: operation.body != nil
      }
    }
  }

  private func fields(of operation: Operation) -> [String: JSON] {
    operation.body.map { resolved($0)["properties"]?.members ?? [:] } ?? [:]
  }

  private func required(of operation: Operation) -> [String] {
    operation.body.map { resolved($0)["required"]?.items.compactMap(\.text) ?? [] } ?? []
  }

  /// A field with a least and a most, and one more than that.
  private func bounded(of operation: Operation) -> (name: String, over: Double)? {
    for (name, schema) in fields(of: operation).sorted(by: { $0.key < $1.key }) {
      if case .number(let most)? = resolved(schema)["maximum"] { return (name, most + 1) }
    }
    return nil
  }

  private func request(_ operation: Operation, _ fault: FuzzedRequest.Fault) -> Gen<FuzzedRequest> {
    Gen<FuzzedRequest> { source throws(Discard) in
      let asker = try source.draw(.weighted([(5, .just(Asker.admin)), (1, .element(of: Asker.allCases))]))
      var path = operation.path
      var query: [String] = []
      var headers: [Headers.Field] = []
      for parameter in operation.parameters {
        let isSent = try source.draw(.bool(probability: 0.3))
        guard parameter.isRequired || isSent else { continue }
        let value = try source.draw(values(of: parameter.schema))
        let text = value.text ?? value.written
        switch parameter.place {
        case "path":
          let isBroken = fault == .malformedID && parameter.schema["format"] == .text("uuid")
          let broken = try source.draw(.element(of: ["x", "0", "%F0%9F%98%80", "-", "..%2f..", "null"]))
          path = path.split(separator: "{\(parameter.name)}", maxSplits: 1, omittingEmptySubsequences: false)
            .joined(separator: isBroken ? broken : PercentEncoding.encode(text))
        case "query" where parameter.name != "cursor":
          query.append(FormFields([FormFields.Field(parameter.name, text)]).encoded)
        case "header" where parameter.name == "Idempotency-Key" && fault == .none:
          headers.append(Headers.Field(parameter.name, try source.draw(.element(of: ["one", "two", "three"]))))
        case "header" where parameter.name == "If-Match":
          headers.append(
            Headers.Field(parameter.name, try source.draw(.element(of: ["*", "\"x\"", "W/\"x\", \"y\""]))))
        default: break
        }
      }
      var body = try source.draw(values(of: operation.body ?? .null))
      var bytes: [UInt8]?
      var method = operation.method
      var type: String? = "application/json"
      if case .object(var members) = body {
        switch fault {
        case .unknownField: members["no_such_field"] = .number(1)
        case .missingField: members[try source.draw(.element(of: required(of: operation).sorted()))] = nil
        case .wrongType:
          let name = try source.draw(.element(of: fields(of: operation).keys.sorted()))
          members[name] = try source.draw(.element(of: wrong(for: fields(of: operation)[name] ?? .null)))
        case .outOfRange: if let (name, over) = bounded(of: operation) { members[name] = .number(over) }
        case .repeatedField:
          let name = try source.draw(.element(of: fields(of: operation).keys.sorted()))
          members[name] = members[name] ?? .null
          let twice = "\(JSONText.string(name)):\((members[name] ?? .null).written)"
          bytes = Array(("{" + twice + "," + JSON.object(members).written.dropFirst()).utf8)
        default: break
        }
        body = .object(members)
      }
      let written = body.written
      switch fault {
      case .unknownPath: path += "/no/such/place"
      case .wrongMethod:
        let others = Web.Method.allCases.filter { !methods(of: operation.path).contains($0) }
        if let other = others.first { method = other }
      case .unknownParameter: query.append("no_such_parameter=1")
      case .brokenQuery: query.append("limit=%ff")
      case .repeatedParameter: query += ["limit=5", "limit=5"]
      case .badLimit:
        query.removeAll { $0.hasPrefix("limit=") }
        query.append(
          "limit=" + (try source.draw(.element(of: ["0", "501", "-1", "x", "1.5", "99999999999999999999", ""]))))
      case .badCursor:
        query.append("cursor=" + (try source.draw(.element(of: ["x", "1.2.3", "%00", "AAAA", "MS4xLjE"]))))
      case .malformedKey: headers = [Headers.Field("Idempotency-Key", "a key")]
      case .notAnObject: bytes = Array((try source.draw(.element(of: ["[]", "1", "null", "\"x\"", "true"]))).utf8)
      case .brokenJSON:
        bytes = Array(written.utf8.dropLast()) + Array(try source.draw(.element(of: ["", ",", "}}"])).utf8)
      case .emptyBody: bytes = []
      case .invalidUTF8: bytes = Array("{\"name\":\"".utf8) + [0xC3, 0x28] + Array("\"}".utf8)
      case .deepNesting:
        bytes = Array((String(repeating: "{\"a\":", count: 2000) + String(repeating: "[", count: 100_000)).utf8)
      case .zeroCharacter: bytes = Array("{\"name\":\"a\\u0000b\"}".utf8)
      case .hugeNumber: bytes = Array("{\"name\":1e999999,\"limit\":-99999999999999999999999999}".utf8)
      case .wrongContentType: type = try source.draw(.element(of: [nil, "text/plain", "application/xml", "json"]))
      default: break
      }
      if let type, operation.body != nil { headers.append(Headers.Field("Content-Type", type)) }
      return FuzzedRequest(
        operation: operation, fault: fault, method: method, path: path,
        query: query.isEmpty ? nil : query.joined(separator: "&"), headers: headers,
        body: bytes ?? (operation.body == nil ? [] : Array(written.utf8)), asker: asker)
    }
  }

  /// Values of other types than the schema's.
  private func wrong(for schema: JSON) -> [JSON] {
    [.number(1.5), .bool(true), .text("\u{1F600}"), .list([.list([])]), .object(["x": .object([:])])].filter {
      disagreement($0, with: schema) != nil
    }
  }
}

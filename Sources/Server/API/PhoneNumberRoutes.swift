internal import VoiceCore
internal import Web

/// `/v1/phone-numbers`: what callers dial to reach the tenant. A number is its own identifier.
struct PhoneNumberRoutes: Sendable {
  private let ports: APIPorts
  private let read: ReadRouting

  init(_ ports: APIPorts) {
    self.ports = ports
    read = ReadRouting(store: ports.store)
  }

  static let path = "/v1/phone-numbers"
  private static let id = Operation.Parameter(
    "id", in: .path, "The number, E.164.", schema: #"{"type":"string","pattern":"^\\+[1-9][0-9]{3,14}$"}"#)
  private static let missing: [Operation.Answer] = [
    .init(400, "A parameter is unknown."), .init(404, "No such number."),
  ]
  private static let written: [Operation.Answer] = [
    .init(400, "A field is missing, unknown or of the wrong kind."), .init(415, "The body isn't JSON."),
    .init(422, "A field is not acceptable."),
  ]

  var all: [APIAction] { [list, one, addition, alteration, removal] }

  private static func changing(_ ports: APIPorts, _ request: Request) -> ChangePhoneLines {
    ChangePhoneLines(store: ports.store, auditing: ports.auditing(of: request))
  }

  private static func number(_ asked: APIAction.Asked) throws(APIFault) -> PhoneNumber {
    guard let number = asked.request.parameters["id"].flatMap({ PhoneNumber($0) }) else { throw .notFound }
    return number
  }

  private var list: APIAction {
    let operation = Operation(
      id: "listPhoneNumbers", summary: "The tenant's numbers, in their order", parameters: APIRoutes.pageParameters,
      answers: [
        .init(200, "A page of numbers.", schema: "PhoneNumberPage"), .init(400, "A parameter is wrong or unknown."),
      ] + APIRoutes.tokenAnswers)
    return APIAction(.get, Self.path, operation, query: ["limit", "cursor"]) {
      [read] asked, query throws(APIFault) in
      let page = try ListPage<PhoneLine>(query)
      let lines: [PhoneLine]
      do throws(StoreFailure) {
        lines = try await read.lines(of: asked.tenant)
      } catch {
        throw APIFault(error, to: asked.request)
      }
      return try page.response(of: lines, by: { PhoneLineKey(number: $0.number) }, to: asked.request) {
        PhoneLineJSON(line: $0)
      }
    }
  }

  private var one: APIAction {
    let operation = Operation(
      id: "getPhoneNumber", summary: "One number", parameters: [Self.id],
      answers: [.init(200, "Found.", schema: "PhoneNumber")] + Self.missing + APIRoutes.tokenAnswers)
    return APIAction(.get, Self.path + "/{id}", operation) { [read] asked, _ throws(APIFault) in
      let number = try Self.number(asked)
      do throws(StoreFailure) {
        guard let line = try await read.line(number, of: asked.tenant) else { return Router.notFound(asked.request) }
        return .encoded(PhoneLineJSON(line: line), to: asked.request)
      } catch {
        throw APIFault(error, to: asked.request)
      }
    }
  }

  private var addition: APIAction {
    let operation = Operation(
      id: "addPhoneNumber", summary: "Add a number; the carrier must lead it here", body: "NewPhoneNumber",
      answers: [.init(201, "Added.", schema: "PhoneNumber"), .init(409, "The number is taken.")] + Self.written
        + APIRoutes.tokenAnswers)
    return APIAction(.post, Self.path, operation) { [ports] asked, _ throws(APIFault) in
      let line = try asked.body(NewPhoneNumberBody.self).line()
      do throws(RoutingFailure) {
        try await Self.changing(ports, asked.request).add(line, by: asked.actor, in: asked.tenant)
      } catch {
        throw APIFault(error)
      }
      var response = Response.encoded(PhoneLineJSON(line: line), status: .created, to: asked.request)
      response.headers["Location"] = "\(Self.path)/\(line.number.e164)"
      return response
    }
  }

  private var alteration: APIAction {
    let operation = Operation(
      id: "changePhoneNumber", summary: "Say where a number leads: to a department, or with `null` to the receptionist",
      parameters: [Self.id], body: "PhoneNumberChange",
      answers: [.init(200, "As it is now.", schema: "PhoneNumber"), .init(404, "No such number.")] + Self.written
        + APIRoutes.tokenAnswers)
    return APIAction(.patch, Self.path + "/{id}", operation) { [ports] asked, _ throws(APIFault) in
      let line = try asked.body(PhoneNumberChangeBody.self).line(try Self.number(asked))
      do throws(RoutingFailure) {
        try await Self.changing(ports, asked.request).change(line, by: asked.actor, in: asked.tenant)
      } catch {
        throw APIFault(error)
      }
      return .encoded(PhoneLineJSON(line: line), to: asked.request)
    }
  }

  private var removal: APIAction {
    let operation = Operation(
      id: "deletePhoneNumber", summary: "Remove a number; calls that came by it go on", parameters: [Self.id],
      answers: [.init(204, "Removed.")] + Self.missing + APIRoutes.tokenAnswers)
    return APIAction(.delete, Self.path + "/{id}", operation) { [ports] asked, _ throws(APIFault) in
      let number = try Self.number(asked)
      do throws(RoutingFailure) {
        try await Self.changing(ports, asked.request).remove(number, by: asked.actor, in: asked.tenant)
      } catch {
        throw APIFault(error)
      }
      return .noContent
    }
  }
}

/// A number as the API shows it.
struct PhoneLineJSON: Encodable {
  let line: PhoneLine

  private enum CodingKeys: String, CodingKey {
    case id, number
    case department = "department_id"
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(line.number.e164, forKey: .id)
    try container.encode(line.number.e164, forKey: .number)
    try container.encode(line.department?.description, forKey: .department)
  }
}

/// The body that adds a number.
struct NewPhoneNumberBody: Decodable {
  private let number: String
  private let department: String?

  init(from decoder: any Decoder) throws {
    let fields = try StrictFields(decoder, allowed: ["number", "department_id"])
    number = try fields.text("number")
    department = try fields.textIfThere("department_id")
  }

  func line() throws(APIFault) -> PhoneLine {
    try PhoneLine.led(from: try APIFault.number(number, in: "number"), to: department)
  }
}

/// The body that says where a number leads; the field must be there.
struct PhoneNumberChangeBody: Decodable {
  private let department: String?

  init(from decoder: any Decoder) throws {
    let fields = try StrictFields(decoder, allowed: ["department_id"])
    guard fields.has("department_id") else {
      throw StrictFields.Fault("This field is missing.", field: "department_id")
    }
    department = try fields.textIfThere("department_id")
  }

  func line(_ number: PhoneNumber) throws(APIFault) -> PhoneLine { try PhoneLine.led(from: number, to: department) }
}

extension PhoneLine {
  fileprivate static func led(from number: PhoneNumber, to department: String?) throws(APIFault) -> PhoneLine {
    guard let department else { return PhoneLine(number: number) }
    return PhoneLine(
      number: number, department: try APIFault.id(department, of: Department.self, in: "department_id"))
  }
}

/// A number as a cursor: without the plus, which would stand for a space in a query.
private struct PhoneLineKey: Comparable, LosslessStringConvertible {
  let number: PhoneNumber

  init(number: PhoneNumber) { self.number = number }

  init?(_ text: String) {
    guard let number = PhoneNumber("+" + text) else { return nil }
    self.number = number
  }

  var description: String { String(number.e164.dropFirst()) }

  static func < (left: Self, right: Self) -> Bool { left.number < right.number }
}

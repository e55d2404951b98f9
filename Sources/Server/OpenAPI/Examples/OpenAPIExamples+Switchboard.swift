extension OpenAPIExamples {
  /// One that stands in another, two deep.
  private static let hours = #"""
    {
        "time_zone": "Europe/Berlin",
        "week": {
          "monday": [{"opens": "09:00", "closes": "12:00"}, {"opens": "13:00", "closes": "17:00"}],
          "tuesday": [{"opens": "09:00", "closes": "17:00"}]
        },
        "special_days": [{"day": "12-24", "name": "Christmas Eve", "hours": []}]
      }
    """#

  /// Numbers, departments, rules, agents, calls, settings.
  static let switchboard: [String: String] = [
    "NewPhoneNumber": #"{"number": "\#(line)", "department_id": "\#(department)"}"#,
    "PhoneNumberChange": #"{"department_id": null}"#,
    "NewDepartment": #"""
    {
      "name": "Sales",
      "number": "+14155550110",
      "extension": "21",
      "ring_strategy": "longest_idle",
      "ring_time": 20,
      "limits": {"longest_wait": 600, "length": 20},
      "overflow": {"type": "voicemail"},
      "offers_call_back": true
    }
    """#,
    "DepartmentChange": #"""
    {
      "hours": \#(hours),
      "backups": ["\#(agent)"]
    }
    """#,
    "NewTransferRule": #"""
    {
      "sign": {"type": "keyword", "value": "invoice"},
      "target": {"type": "department", "id": "\#(department)"},
      "priority": 10
    }
    """#,
    "TransferRuleChange": #"{"priority": 20, "is_active": false}"#,
    "NewAgent": #"""
    {
      "name": "Sam Example",
      "user_id": "\#(user)",
      "extension": "42",
      "departments": ["\#(department)"],
      "skills": ["tyres"],
      "wrap_up": 15
    }
    """#,
    "AgentChange": #"{"skills": ["tyres", "brakes"], "wrap_up": 30}"#,
    "AgentStatusChange": #"{"status": "available"}"#,
    "NewCall": #"""
    {"to": "+14155550188", "from": "+14155550102", "department": "\#(department)"}
    """#,
    "CallTransfer": #"""
    {"to": {"type": "queue", "id": "\#(department)"}, "reason": "caller_wish"}
    """#,
    "Takeover": #"{"by": "phone", "number": "+14155550177"}"#,
    "VoicemailChange": #"{"heard": true}"#,
    "SettingsChange": #"""
    {
      "opening_hours": \#(hours),
      "after_hours": {"type": "voicemail"},
      "recording": {"rule": "always", "retention_days": 30},
      "spam_thresholds": {"flag": 40, "challenge": 60, "block": 80},
      "transfer_signs": {"keywords": ["cancel my contract"], "vip_numbers": ["+14155550123"]}
    }
    """#,
  ]
}

// Made from schema.graphql by `npm run build:client`. Do not edit it.
/** The schema, for the option `introspection` of `initGraphQLTada`. */
export type introspection = {
 __schema: {
  queryType: {
   name: "Query",
   kind: "OBJECT"
  },
  mutationType: {
   name: "Mutation",
   kind: "OBJECT"
  },
  subscriptionType: {
   name: "Subscription",
   kind: "OBJECT"
  },
  directives: [],
  types: [
   {
    kind: "INPUT_OBJECT",
    name: "AmountRange",
    isOneOf: false,
    fields: null,
    inputFields: [
     {
      name: "gte",
      type: {
       kind: "SCALAR",
       name: "SafeInt",
       ofType: null
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "lte",
      type: {
       kind: "SCALAR",
       name: "SafeInt",
       ofType: null
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    interfaces: null,
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "OBJECT",
    name: "AmountRefundableChangedError",
    isOneOf: null,
    fields: [
     {
      name: "amountRefundable",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "SafeInt",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "charge",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "Charge",
        kind: "OBJECT",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "code",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "RefundErrorCode",
        kind: "ENUM",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "message",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "String",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "param",
      args: [],
      type: {
       kind: "SCALAR",
       name: "String",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    inputFields: null,
    interfaces: [
     {
      kind: "INTERFACE",
      name: "RefundError",
      ofType: null
     }
    ],
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "SCALAR",
    name: "String",
    isOneOf: null,
    fields: null,
    inputFields: null,
    interfaces: null,
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "OBJECT",
    name: "AmountTooLargeError",
    isOneOf: null,
    fields: [
     {
      name: "amountRefundable",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "SafeInt",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "charge",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "Charge",
        kind: "OBJECT",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "code",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "RefundErrorCode",
        kind: "ENUM",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "message",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "String",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "param",
      args: [],
      type: {
       kind: "SCALAR",
       name: "String",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    inputFields: null,
    interfaces: [
     {
      kind: "INTERFACE",
      name: "RefundError",
      ofType: null
     }
    ],
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "OBJECT",
    name: "ApiKey",
    isOneOf: null,
    fields: [
     {
      name: "created",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "DateTime",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "createdBy",
      args: [],
      type: {
       kind: "SCALAR",
       name: "String",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "expires",
      args: [],
      type: {
       kind: "SCALAR",
       name: "DateTime",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "id",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "ID",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "lastUsed",
      args: [],
      type: {
       kind: "SCALAR",
       name: "DateTime",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "name",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "String",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "revoked",
      args: [],
      type: {
       kind: "SCALAR",
       name: "DateTime",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "revokedBy",
      args: [],
      type: {
       kind: "SCALAR",
       name: "String",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "scopes",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: null,
        kind: "LIST",
        ofType: {
         name: null,
         kind: "NON_NULL",
         ofType: {
          name: "String",
          kind: "SCALAR",
          ofType: null
         }
        }
       }
      },
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    inputFields: null,
    interfaces: [],
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "SCALAR",
    name: "ID",
    isOneOf: null,
    fields: null,
    inputFields: null,
    interfaces: null,
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "OBJECT",
    name: "ApiKeyConnection",
    isOneOf: null,
    fields: [
     {
      name: "edges",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: null,
        kind: "LIST",
        ofType: {
         name: null,
         kind: "NON_NULL",
         ofType: {
          name: "ApiKeyEdge",
          kind: "OBJECT",
          ofType: null
         }
        }
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "nodes",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: null,
        kind: "LIST",
        ofType: {
         name: null,
         kind: "NON_NULL",
         ofType: {
          name: "ApiKey",
          kind: "OBJECT",
          ofType: null
         }
        }
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "pageInfo",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "PageInfo",
        kind: "OBJECT",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "totalCount",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "Int",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    inputFields: null,
    interfaces: [],
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "SCALAR",
    name: "Int",
    isOneOf: null,
    fields: null,
    inputFields: null,
    interfaces: null,
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "OBJECT",
    name: "ApiKeyEdge",
    isOneOf: null,
    fields: [
     {
      name: "cursor",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "String",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "node",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "ApiKey",
        kind: "OBJECT",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    inputFields: null,
    interfaces: [],
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "OBJECT",
    name: "ApiKeyNameTakenError",
    isOneOf: null,
    fields: [
     {
      name: "code",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "RefundErrorCode",
        kind: "ENUM",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "message",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "String",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "param",
      args: [],
      type: {
       kind: "SCALAR",
       name: "String",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    inputFields: null,
    interfaces: [
     {
      kind: "INTERFACE",
      name: "RefundError",
      ofType: null
     }
    ],
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "OBJECT",
    name: "ApiKeyScopeNotHeldError",
    isOneOf: null,
    fields: [
     {
      name: "code",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "RefundErrorCode",
        kind: "ENUM",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "message",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "String",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "param",
      args: [],
      type: {
       kind: "SCALAR",
       name: "String",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "scope",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "String",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    inputFields: null,
    interfaces: [
     {
      kind: "INTERFACE",
      name: "RefundError",
      ofType: null
     }
    ],
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "OBJECT",
    name: "ApplicationFeeRefund",
    isOneOf: null,
    fields: [
     {
      name: "amount",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "SafeInt",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "amountFormatted",
      args: [
       {
        name: "locale",
        type: {
         kind: "SCALAR",
         name: "String",
         ofType: null
        },
        defaultValue: "\"en-US\"",
        isDeprecated: false,
        deprecationReason: null
       }
      ],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "String",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "created",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "DateTime",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "currency",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "String",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "currencyDecimals",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "Int",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "id",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "ID",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    inputFields: null,
    interfaces: [
     {
      kind: "INTERFACE",
      name: "Node",
      ofType: null
     }
    ],
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "INPUT_OBJECT",
    name: "ApproveRefundInput",
    isOneOf: false,
    fields: null,
    inputFields: [
     {
      name: "approval",
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "ID",
        kind: "SCALAR",
        ofType: null
       }
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "note",
      type: {
       kind: "SCALAR",
       name: "String",
       ofType: null
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    interfaces: null,
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "UNION",
    name: "ApproveRefundResult",
    isOneOf: null,
    fields: null,
    inputFields: null,
    interfaces: null,
    enumValues: null,
    possibleTypes: [
     {
      kind: "OBJECT",
      name: "AmountTooLargeError",
      ofType: null
     },
     {
      kind: "OBJECT",
      name: "ChargeAlreadyRefundedError",
      ofType: null
     },
     {
      kind: "OBJECT",
      name: "ChargeNotRefundableError",
      ofType: null
     },
     {
      kind: "OBJECT",
      name: "CreateRefundPayload",
      ofType: null
     },
     {
      kind: "OBJECT",
      name: "RefundApprovalNotPendingError",
      ofType: null
     },
     {
      kind: "OBJECT",
      name: "RefundLimitExceededError",
      ofType: null
     },
     {
      kind: "OBJECT",
      name: "ResourceMissingError",
      ofType: null
     }
    ]
   },
   {
    kind: "OBJECT",
    name: "AuditEntry",
    isOneOf: null,
    fields: [
     {
      name: "action",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "String",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "actor",
      args: [],
      type: {
       kind: "SCALAR",
       name: "String",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "amount",
      args: [],
      type: {
       kind: "SCALAR",
       name: "SafeInt",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "amountFormatted",
      args: [
       {
        name: "locale",
        type: {
         kind: "SCALAR",
         name: "String",
         ofType: null
        },
        defaultValue: "\"en-US\"",
        isDeprecated: false,
        deprecationReason: null
       }
      ],
      type: {
       kind: "SCALAR",
       name: "String",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "code",
      args: [],
      type: {
       kind: "SCALAR",
       name: "String",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "count",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "Int",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "created",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "DateTime",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "currency",
      args: [],
      type: {
       kind: "SCALAR",
       name: "String",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "details",
      args: [],
      type: {
       kind: "SCALAR",
       name: "String",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "id",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "ID",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "objects",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: null,
        kind: "LIST",
        ofType: {
         name: null,
         kind: "NON_NULL",
         ofType: {
          name: "String",
          kind: "SCALAR",
          ofType: null
         }
        }
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "outcome",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "AuditOutcome",
        kind: "ENUM",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    inputFields: null,
    interfaces: [],
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "OBJECT",
    name: "AuditEntryConnection",
    isOneOf: null,
    fields: [
     {
      name: "edges",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: null,
        kind: "LIST",
        ofType: {
         name: null,
         kind: "NON_NULL",
         ofType: {
          name: "AuditEntryEdge",
          kind: "OBJECT",
          ofType: null
         }
        }
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "nodes",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: null,
        kind: "LIST",
        ofType: {
         name: null,
         kind: "NON_NULL",
         ofType: {
          name: "AuditEntry",
          kind: "OBJECT",
          ofType: null
         }
        }
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "pageInfo",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "PageInfo",
        kind: "OBJECT",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "totalCount",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "Int",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    inputFields: null,
    interfaces: [],
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "OBJECT",
    name: "AuditEntryEdge",
    isOneOf: null,
    fields: [
     {
      name: "cursor",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "String",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "node",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "AuditEntry",
        kind: "OBJECT",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    inputFields: null,
    interfaces: [],
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "INPUT_OBJECT",
    name: "AuditEntryFilter",
    isOneOf: false,
    fields: null,
    inputFields: [
     {
      name: "action",
      type: {
       kind: "LIST",
       name: null,
       ofType: {
        name: null,
        kind: "NON_NULL",
        ofType: {
         name: "String",
         kind: "SCALAR",
         ofType: null
        }
       }
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "actor",
      type: {
       kind: "SCALAR",
       name: "String",
       ofType: null
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "created",
      type: {
       kind: "INPUT_OBJECT",
       name: "DateTimeRange",
       ofType: null
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "object",
      type: {
       kind: "SCALAR",
       name: "String",
       ofType: null
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "outcome",
      type: {
       kind: "LIST",
       name: null,
       ofType: {
        name: null,
        kind: "NON_NULL",
        ofType: {
         name: "AuditOutcome",
         kind: "ENUM",
         ofType: null
        }
       }
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    interfaces: null,
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "ENUM",
    name: "AuditOutcome",
    isOneOf: null,
    fields: null,
    inputFields: null,
    interfaces: null,
    enumValues: [
     {
      name: "DONE",
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "FAILED",
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "HELD",
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "REFUSED",
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    possibleTypes: null
   },
   {
    kind: "OBJECT",
    name: "BalanceTransaction",
    isOneOf: null,
    fields: [
     {
      name: "amount",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "SafeInt",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "amountFormatted",
      args: [
       {
        name: "locale",
        type: {
         kind: "SCALAR",
         name: "String",
         ofType: null
        },
        defaultValue: "\"en-US\"",
        isDeprecated: false,
        deprecationReason: null
       }
      ],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "String",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "created",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "DateTime",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "currency",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "String",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "currencyDecimals",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "Int",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "fee",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "SafeInt",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "feeFormatted",
      args: [
       {
        name: "locale",
        type: {
         kind: "SCALAR",
         name: "String",
         ofType: null
        },
        defaultValue: "\"en-US\"",
        isDeprecated: false,
        deprecationReason: null
       }
      ],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "String",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "id",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "ID",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "net",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "SafeInt",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "netFormatted",
      args: [
       {
        name: "locale",
        type: {
         kind: "SCALAR",
         name: "String",
         ofType: null
        },
        defaultValue: "\"en-US\"",
        isDeprecated: false,
        deprecationReason: null
       }
      ],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "String",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "type",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "String",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    inputFields: null,
    interfaces: [
     {
      kind: "INTERFACE",
      name: "Node",
      ofType: null
     }
    ],
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "OBJECT",
    name: "BillingDetails",
    isOneOf: null,
    fields: [
     {
      name: "email",
      args: [],
      type: {
       kind: "SCALAR",
       name: "String",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "name",
      args: [],
      type: {
       kind: "SCALAR",
       name: "String",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    inputFields: null,
    interfaces: [],
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "OBJECT",
    name: "BlockListConnection",
    isOneOf: null,
    fields: [
     {
      name: "edges",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: null,
        kind: "LIST",
        ofType: {
         name: null,
         kind: "NON_NULL",
         ofType: {
          name: "BlockListEdge",
          kind: "OBJECT",
          ofType: null
         }
        }
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "nodes",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: null,
        kind: "LIST",
        ofType: {
         name: null,
         kind: "NON_NULL",
         ofType: {
          name: "BlockListEntry",
          kind: "OBJECT",
          ofType: null
         }
        }
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "pageInfo",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "PageInfo",
        kind: "OBJECT",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "totalCount",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "Int",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    inputFields: null,
    interfaces: [],
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "OBJECT",
    name: "BlockListEdge",
    isOneOf: null,
    fields: [
     {
      name: "cursor",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "String",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "node",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "BlockListEntry",
        kind: "OBJECT",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    inputFields: null,
    interfaces: [],
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "OBJECT",
    name: "BlockListEntry",
    isOneOf: null,
    fields: [
     {
      name: "charge",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "Charge",
        kind: "OBJECT",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "created",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "DateTime",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "id",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "ID",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "refund",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "Refund",
        kind: "OBJECT",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "type",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "BlockListType",
        kind: "ENUM",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "value",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "String",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    inputFields: null,
    interfaces: [
     {
      kind: "INTERFACE",
      name: "Node",
      ofType: null
     }
    ],
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "ENUM",
    name: "BlockListType",
    isOneOf: null,
    fields: null,
    inputFields: null,
    interfaces: null,
    enumValues: [
     {
      name: "CARD_FINGERPRINT",
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "EMAIL",
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    possibleTypes: null
   },
   {
    kind: "INPUT_OBJECT",
    name: "CancelRefundInput",
    isOneOf: false,
    fields: null,
    inputFields: [
     {
      name: "refund",
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "ID",
        kind: "SCALAR",
        ofType: null
       }
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    interfaces: null,
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "OBJECT",
    name: "CancelRefundPayload",
    isOneOf: null,
    fields: [
     {
      name: "refund",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "Refund",
        kind: "OBJECT",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    inputFields: null,
    interfaces: [],
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "UNION",
    name: "CancelRefundResult",
    isOneOf: null,
    fields: null,
    inputFields: null,
    interfaces: null,
    enumValues: null,
    possibleTypes: [
     {
      kind: "OBJECT",
      name: "CancelRefundPayload",
      ofType: null
     },
     {
      kind: "OBJECT",
      name: "RefundNotCancelableError",
      ofType: null
     },
     {
      kind: "OBJECT",
      name: "ResourceMissingError",
      ofType: null
     }
    ]
   },
   {
    kind: "OBJECT",
    name: "Charge",
    isOneOf: null,
    fields: [
     {
      name: "amount",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "SafeInt",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "amountCaptured",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "SafeInt",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "amountCapturedFormatted",
      args: [
       {
        name: "locale",
        type: {
         kind: "SCALAR",
         name: "String",
         ofType: null
        },
        defaultValue: "\"en-US\"",
        isDeprecated: false,
        deprecationReason: null
       }
      ],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "String",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "amountFormatted",
      args: [
       {
        name: "locale",
        type: {
         kind: "SCALAR",
         name: "String",
         ofType: null
        },
        defaultValue: "\"en-US\"",
        isDeprecated: false,
        deprecationReason: null
       }
      ],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "String",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "amountRefundable",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "SafeInt",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "amountRefundableFormatted",
      args: [
       {
        name: "locale",
        type: {
         kind: "SCALAR",
         name: "String",
         ofType: null
        },
        defaultValue: "\"en-US\"",
        isDeprecated: false,
        deprecationReason: null
       }
      ],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "String",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "amountRefunded",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "SafeInt",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "amountRefundedFormatted",
      args: [
       {
        name: "locale",
        type: {
         kind: "SCALAR",
         name: "String",
         ofType: null
        },
        defaultValue: "\"en-US\"",
        isDeprecated: false,
        deprecationReason: null
       }
      ],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "String",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "applicationFeeAmount",
      args: [],
      type: {
       kind: "SCALAR",
       name: "SafeInt",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "applicationFeeAmountFormatted",
      args: [
       {
        name: "locale",
        type: {
         kind: "SCALAR",
         name: "String",
         ofType: null
        },
        defaultValue: "\"en-US\"",
        isDeprecated: false,
        deprecationReason: null
       }
      ],
      type: {
       kind: "SCALAR",
       name: "String",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "balanceTransaction",
      args: [],
      type: {
       kind: "OBJECT",
       name: "BalanceTransaction",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "billingDetails",
      args: [],
      type: {
       kind: "OBJECT",
       name: "BillingDetails",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "blockListEntries",
      args: [],
      type: {
       kind: "LIST",
       name: null,
       ofType: {
        name: null,
        kind: "NON_NULL",
        ofType: {
         name: "BlockListEntry",
         kind: "OBJECT",
         ofType: null
        }
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "captured",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "Boolean",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "created",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "DateTime",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "currency",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "String",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "currencyDecimals",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "Int",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "description",
      args: [],
      type: {
       kind: "SCALAR",
       name: "String",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "disputed",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "Boolean",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "disputes",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: null,
        kind: "LIST",
        ofType: {
         name: null,
         kind: "NON_NULL",
         ofType: {
          name: "Dispute",
          kind: "OBJECT",
          ofType: null
         }
        }
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "failureCode",
      args: [],
      type: {
       kind: "SCALAR",
       name: "String",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "failureMessage",
      args: [],
      type: {
       kind: "SCALAR",
       name: "String",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "id",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "ID",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "metadata",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "Metadata",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "paymentIntent",
      args: [],
      type: {
       kind: "OBJECT",
       name: "PaymentIntent",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "paymentMethodDetails",
      args: [],
      type: {
       kind: "OBJECT",
       name: "PaymentMethodDetails",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "receiptUrl",
      args: [],
      type: {
       kind: "SCALAR",
       name: "String",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "refundability",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "Refundability",
        kind: "OBJECT",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "refunded",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "Boolean",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "refunds",
      args: [
       {
        name: "after",
        type: {
         kind: "SCALAR",
         name: "String",
         ofType: null
        },
        defaultValue: null,
        isDeprecated: false,
        deprecationReason: null
       },
       {
        name: "before",
        type: {
         kind: "SCALAR",
         name: "String",
         ofType: null
        },
        defaultValue: null,
        isDeprecated: false,
        deprecationReason: null
       },
       {
        name: "first",
        type: {
         kind: "SCALAR",
         name: "Int",
         ofType: null
        },
        defaultValue: null,
        isDeprecated: false,
        deprecationReason: null
       },
       {
        name: "last",
        type: {
         kind: "SCALAR",
         name: "Int",
         ofType: null
        },
        defaultValue: null,
        isDeprecated: false,
        deprecationReason: null
       }
      ],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "RefundConnection",
        kind: "OBJECT",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "status",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "ChargeStatus",
        kind: "ENUM",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    inputFields: null,
    interfaces: [
     {
      kind: "INTERFACE",
      name: "Node",
      ofType: null
     }
    ],
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "SCALAR",
    name: "Boolean",
    isOneOf: null,
    fields: null,
    inputFields: null,
    interfaces: null,
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "OBJECT",
    name: "ChargeAlreadyRefundedError",
    isOneOf: null,
    fields: [
     {
      name: "charge",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "Charge",
        kind: "OBJECT",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "code",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "RefundErrorCode",
        kind: "ENUM",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "message",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "String",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "param",
      args: [],
      type: {
       kind: "SCALAR",
       name: "String",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    inputFields: null,
    interfaces: [
     {
      kind: "INTERFACE",
      name: "RefundError",
      ofType: null
     }
    ],
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "OBJECT",
    name: "ChargeConnection",
    isOneOf: null,
    fields: [
     {
      name: "edges",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: null,
        kind: "LIST",
        ofType: {
         name: null,
         kind: "NON_NULL",
         ofType: {
          name: "ChargeEdge",
          kind: "OBJECT",
          ofType: null
         }
        }
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "nodes",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: null,
        kind: "LIST",
        ofType: {
         name: null,
         kind: "NON_NULL",
         ofType: {
          name: "Charge",
          kind: "OBJECT",
          ofType: null
         }
        }
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "pageInfo",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "PageInfo",
        kind: "OBJECT",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "totalCount",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "Int",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    inputFields: null,
    interfaces: [],
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "OBJECT",
    name: "ChargeEdge",
    isOneOf: null,
    fields: [
     {
      name: "cursor",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "String",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "node",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "Charge",
        kind: "OBJECT",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    inputFields: null,
    interfaces: [],
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "INPUT_OBJECT",
    name: "ChargeFilter",
    isOneOf: false,
    fields: null,
    inputFields: [
     {
      name: "amount",
      type: {
       kind: "INPUT_OBJECT",
       name: "AmountRange",
       ofType: null
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "created",
      type: {
       kind: "INPUT_OBJECT",
       name: "DateTimeRange",
       ofType: null
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "currency",
      type: {
       kind: "LIST",
       name: null,
       ofType: {
        name: null,
        kind: "NON_NULL",
        ofType: {
         name: "String",
         kind: "SCALAR",
         ofType: null
        }
       }
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "description",
      type: {
       kind: "SCALAR",
       name: "String",
       ofType: null
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "disputed",
      type: {
       kind: "SCALAR",
       name: "Boolean",
       ofType: null
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "email",
      type: {
       kind: "SCALAR",
       name: "String",
       ofType: null
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "emailStartsWith",
      type: {
       kind: "SCALAR",
       name: "String",
       ofType: null
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "last4",
      type: {
       kind: "SCALAR",
       name: "String",
       ofType: null
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "metadata",
      type: {
       kind: "INPUT_OBJECT",
       name: "MetadataFilter",
       ofType: null
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "name",
      type: {
       kind: "SCALAR",
       name: "String",
       ofType: null
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "paymentIntent",
      type: {
       kind: "SCALAR",
       name: "ID",
       ofType: null
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "paymentMethodType",
      type: {
       kind: "LIST",
       name: null,
       ofType: {
        name: null,
        kind: "NON_NULL",
        ofType: {
         name: "String",
         kind: "SCALAR",
         ofType: null
        }
       }
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "refundable",
      type: {
       kind: "SCALAR",
       name: "Boolean",
       ofType: null
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "refunded",
      type: {
       kind: "ENUM",
       name: "RefundedState",
       ofType: null
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "search",
      type: {
       kind: "SCALAR",
       name: "String",
       ofType: null
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "status",
      type: {
       kind: "LIST",
       name: null,
       ofType: {
        name: null,
        kind: "NON_NULL",
        ofType: {
         name: "ChargeStatus",
         kind: "ENUM",
         ofType: null
        }
       }
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    interfaces: null,
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "OBJECT",
    name: "ChargeNotRefundableError",
    isOneOf: null,
    fields: [
     {
      name: "charge",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "Charge",
        kind: "OBJECT",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "code",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "RefundErrorCode",
        kind: "ENUM",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "message",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "String",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "param",
      args: [],
      type: {
       kind: "SCALAR",
       name: "String",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    inputFields: null,
    interfaces: [
     {
      kind: "INTERFACE",
      name: "RefundError",
      ofType: null
     }
    ],
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "INPUT_OBJECT",
    name: "ChargeOrder",
    isOneOf: false,
    fields: null,
    inputFields: [
     {
      name: "direction",
      type: {
       kind: "ENUM",
       name: "OrderDirection",
       ofType: null
      },
      defaultValue: "DESC",
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "field",
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "ChargeOrderField",
        kind: "ENUM",
        ofType: null
       }
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    interfaces: null,
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "ENUM",
    name: "ChargeOrderField",
    isOneOf: null,
    fields: null,
    inputFields: null,
    interfaces: null,
    enumValues: [
     {
      name: "AMOUNT",
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "CREATED",
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    possibleTypes: null
   },
   {
    kind: "ENUM",
    name: "ChargeStatus",
    isOneOf: null,
    fields: null,
    inputFields: null,
    interfaces: null,
    enumValues: [
     {
      name: "FAILED",
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "PENDING",
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "SUCCEEDED",
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    possibleTypes: null
   },
   {
    kind: "INPUT_OBJECT",
    name: "CreateApiKeyInput",
    isOneOf: false,
    fields: null,
    inputFields: [
     {
      name: "expires",
      type: {
       kind: "SCALAR",
       name: "DateTime",
       ofType: null
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "name",
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "String",
        kind: "SCALAR",
        ofType: null
       }
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "scopes",
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: null,
        kind: "LIST",
        ofType: {
         name: null,
         kind: "NON_NULL",
         ofType: {
          name: "String",
          kind: "SCALAR",
          ofType: null
         }
        }
       }
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    interfaces: null,
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "OBJECT",
    name: "CreateApiKeyPayload",
    isOneOf: null,
    fields: [
     {
      name: "apiKey",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "ApiKey",
        kind: "OBJECT",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "secret",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "String",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    inputFields: null,
    interfaces: [],
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "UNION",
    name: "CreateApiKeyResult",
    isOneOf: null,
    fields: null,
    inputFields: null,
    interfaces: null,
    enumValues: null,
    possibleTypes: [
     {
      kind: "OBJECT",
      name: "ApiKeyNameTakenError",
      ofType: null
     },
     {
      kind: "OBJECT",
      name: "ApiKeyScopeNotHeldError",
      ofType: null
     },
     {
      kind: "OBJECT",
      name: "CreateApiKeyPayload",
      ofType: null
     },
     {
      kind: "OBJECT",
      name: "InvalidParameterError",
      ofType: null
     }
    ]
   },
   {
    kind: "INPUT_OBJECT",
    name: "CreateRefundInput",
    isOneOf: false,
    fields: null,
    inputFields: [
     {
      name: "amount",
      type: {
       kind: "SCALAR",
       name: "SafeInt",
       ofType: null
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "charge",
      type: {
       kind: "SCALAR",
       name: "ID",
       ofType: null
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "expectedAmountRefundable",
      type: {
       kind: "SCALAR",
       name: "SafeInt",
       ofType: null
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "idempotencyKey",
      type: {
       kind: "SCALAR",
       name: "String",
       ofType: null
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "instructionsEmail",
      type: {
       kind: "SCALAR",
       name: "String",
       ofType: null
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "lines",
      type: {
       kind: "LIST",
       name: null,
       ofType: {
        name: null,
        kind: "NON_NULL",
        ofType: {
         name: "RefundLineInput",
         kind: "INPUT_OBJECT",
         ofType: null
        }
       }
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "metadata",
      type: {
       kind: "SCALAR",
       name: "Metadata",
       ofType: null
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "note",
      type: {
       kind: "SCALAR",
       name: "String",
       ofType: null
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "paymentIntent",
      type: {
       kind: "SCALAR",
       name: "ID",
       ofType: null
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "reason",
      type: {
       kind: "ENUM",
       name: "CreateRefundReason",
       ofType: null
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "reasonCode",
      type: {
       kind: "SCALAR",
       name: "String",
       ofType: null
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "refundApplicationFee",
      type: {
       kind: "SCALAR",
       name: "Boolean",
       ofType: null
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "replaces",
      type: {
       kind: "SCALAR",
       name: "ID",
       ofType: null
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "reverseTransfer",
      type: {
       kind: "SCALAR",
       name: "Boolean",
       ofType: null
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    interfaces: null,
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "OBJECT",
    name: "CreateRefundPayload",
    isOneOf: null,
    fields: [
     {
      name: "idempotentReplay",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "Boolean",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "refund",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "Refund",
        kind: "OBJECT",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    inputFields: null,
    interfaces: [],
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "ENUM",
    name: "CreateRefundReason",
    isOneOf: null,
    fields: null,
    inputFields: null,
    interfaces: null,
    enumValues: [
     {
      name: "DUPLICATE",
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "FRAUDULENT",
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "REQUESTED_BY_CUSTOMER",
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "RESOLVED_DISPUTE",
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    possibleTypes: null
   },
   {
    kind: "UNION",
    name: "CreateRefundResult",
    isOneOf: null,
    fields: null,
    inputFields: null,
    interfaces: null,
    enumValues: null,
    possibleTypes: [
     {
      kind: "OBJECT",
      name: "AmountRefundableChangedError",
      ofType: null
     },
     {
      kind: "OBJECT",
      name: "AmountTooLargeError",
      ofType: null
     },
     {
      kind: "OBJECT",
      name: "ChargeAlreadyRefundedError",
      ofType: null
     },
     {
      kind: "OBJECT",
      name: "ChargeNotRefundableError",
      ofType: null
     },
     {
      kind: "OBJECT",
      name: "CreateRefundPayload",
      ofType: null
     },
     {
      kind: "OBJECT",
      name: "IdempotencyKeyReusedError",
      ofType: null
     },
     {
      kind: "OBJECT",
      name: "InvalidParameterError",
      ofType: null
     },
     {
      kind: "OBJECT",
      name: "PaymentIntentNotRefundableError",
      ofType: null
     },
     {
      kind: "OBJECT",
      name: "RefundApprovalRequired",
      ofType: null
     },
     {
      kind: "OBJECT",
      name: "RefundLimitExceededError",
      ofType: null
     },
     {
      kind: "OBJECT",
      name: "ResourceMissingError",
      ofType: null
     }
    ]
   },
   {
    kind: "INPUT_OBJECT",
    name: "CreateRefundsInput",
    isOneOf: false,
    fields: null,
    inputFields: [
     {
      name: "refunds",
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: null,
        kind: "LIST",
        ofType: {
         name: null,
         kind: "NON_NULL",
         ofType: {
          name: "CreateRefundInput",
          kind: "INPUT_OBJECT",
          ofType: null
         }
        }
       }
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    interfaces: null,
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "OBJECT",
    name: "CreateRefundsPayload",
    isOneOf: null,
    fields: [
     {
      name: "results",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: null,
        kind: "LIST",
        ofType: {
         name: null,
         kind: "NON_NULL",
         ofType: {
          name: "CreateRefundResult",
          kind: "UNION",
          ofType: null
         }
        }
       }
      },
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    inputFields: null,
    interfaces: [],
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "SCALAR",
    name: "DateTime",
    isOneOf: null,
    fields: null,
    inputFields: null,
    interfaces: null,
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "INPUT_OBJECT",
    name: "DateTimeRange",
    isOneOf: false,
    fields: null,
    inputFields: [
     {
      name: "gt",
      type: {
       kind: "SCALAR",
       name: "DateTime",
       ofType: null
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "gte",
      type: {
       kind: "SCALAR",
       name: "DateTime",
       ofType: null
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "lt",
      type: {
       kind: "SCALAR",
       name: "DateTime",
       ofType: null
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "lte",
      type: {
       kind: "SCALAR",
       name: "DateTime",
       ofType: null
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    interfaces: null,
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "OBJECT",
    name: "Dispute",
    isOneOf: null,
    fields: [
     {
      name: "amount",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "SafeInt",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "amountFormatted",
      args: [
       {
        name: "locale",
        type: {
         kind: "SCALAR",
         name: "String",
         ofType: null
        },
        defaultValue: "\"en-US\"",
        isDeprecated: false,
        deprecationReason: null
       }
      ],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "String",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "charge",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "Charge",
        kind: "OBJECT",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "created",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "DateTime",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "currency",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "String",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "currencyDecimals",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "Int",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "evidenceDueBy",
      args: [],
      type: {
       kind: "SCALAR",
       name: "DateTime",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "id",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "ID",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "isChargeRefundable",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "Boolean",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "reason",
      args: [],
      type: {
       kind: "SCALAR",
       name: "String",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "status",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "String",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    inputFields: null,
    interfaces: [
     {
      kind: "INTERFACE",
      name: "Node",
      ofType: null
     }
    ],
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "OBJECT",
    name: "IdempotencyKeyReusedError",
    isOneOf: null,
    fields: [
     {
      name: "code",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "RefundErrorCode",
        kind: "ENUM",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "message",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "String",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "param",
      args: [],
      type: {
       kind: "SCALAR",
       name: "String",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    inputFields: null,
    interfaces: [
     {
      kind: "INTERFACE",
      name: "RefundError",
      ofType: null
     }
    ],
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "OBJECT",
    name: "InvalidParameterError",
    isOneOf: null,
    fields: [
     {
      name: "code",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "RefundErrorCode",
        kind: "ENUM",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "message",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "String",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "param",
      args: [],
      type: {
       kind: "SCALAR",
       name: "String",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    inputFields: null,
    interfaces: [
     {
      kind: "INTERFACE",
      name: "RefundError",
      ofType: null
     }
    ],
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "SCALAR",
    name: "Metadata",
    isOneOf: null,
    fields: null,
    inputFields: null,
    interfaces: null,
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "INPUT_OBJECT",
    name: "MetadataFilter",
    isOneOf: false,
    fields: null,
    inputFields: [
     {
      name: "key",
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "String",
        kind: "SCALAR",
        ofType: null
       }
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "value",
      type: {
       kind: "SCALAR",
       name: "String",
       ofType: null
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    interfaces: null,
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "OBJECT",
    name: "Mutation",
    isOneOf: null,
    fields: [
     {
      name: "approveRefund",
      args: [
       {
        name: "input",
        type: {
         kind: "NON_NULL",
         name: null,
         ofType: {
          name: "ApproveRefundInput",
          kind: "INPUT_OBJECT",
          ofType: null
         }
        },
        defaultValue: null,
        isDeprecated: false,
        deprecationReason: null
       }
      ],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "ApproveRefundResult",
        kind: "UNION",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "cancelRefund",
      args: [
       {
        name: "input",
        type: {
         kind: "NON_NULL",
         name: null,
         ofType: {
          name: "CancelRefundInput",
          kind: "INPUT_OBJECT",
          ofType: null
         }
        },
        defaultValue: null,
        isDeprecated: false,
        deprecationReason: null
       }
      ],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "CancelRefundResult",
        kind: "UNION",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "createApiKey",
      args: [
       {
        name: "input",
        type: {
         kind: "NON_NULL",
         name: null,
         ofType: {
          name: "CreateApiKeyInput",
          kind: "INPUT_OBJECT",
          ofType: null
         }
        },
        defaultValue: null,
        isDeprecated: false,
        deprecationReason: null
       }
      ],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "CreateApiKeyResult",
        kind: "UNION",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "createRefund",
      args: [
       {
        name: "input",
        type: {
         kind: "NON_NULL",
         name: null,
         ofType: {
          name: "CreateRefundInput",
          kind: "INPUT_OBJECT",
          ofType: null
         }
        },
        defaultValue: null,
        isDeprecated: false,
        deprecationReason: null
       }
      ],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "CreateRefundResult",
        kind: "UNION",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "createRefunds",
      args: [
       {
        name: "input",
        type: {
         kind: "NON_NULL",
         name: null,
         ofType: {
          name: "CreateRefundsInput",
          kind: "INPUT_OBJECT",
          ofType: null
         }
        },
        defaultValue: null,
        isDeprecated: false,
        deprecationReason: null
       }
      ],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "CreateRefundsPayload",
        kind: "OBJECT",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "rejectRefund",
      args: [
       {
        name: "input",
        type: {
         kind: "NON_NULL",
         name: null,
         ofType: {
          name: "RejectRefundInput",
          kind: "INPUT_OBJECT",
          ofType: null
         }
        },
        defaultValue: null,
        isDeprecated: false,
        deprecationReason: null
       }
      ],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "RejectRefundResult",
        kind: "UNION",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "revokeApiKey",
      args: [
       {
        name: "input",
        type: {
         kind: "NON_NULL",
         name: null,
         ofType: {
          name: "RevokeApiKeyInput",
          kind: "INPUT_OBJECT",
          ofType: null
         }
        },
        defaultValue: null,
        isDeprecated: false,
        deprecationReason: null
       }
      ],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "RevokeApiKeyResult",
        kind: "UNION",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "updateRefundMetadata",
      args: [
       {
        name: "input",
        type: {
         kind: "NON_NULL",
         name: null,
         ofType: {
          name: "UpdateRefundMetadataInput",
          kind: "INPUT_OBJECT",
          ofType: null
         }
        },
        defaultValue: null,
        isDeprecated: false,
        deprecationReason: null
       }
      ],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "UpdateRefundMetadataResult",
        kind: "UNION",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    inputFields: null,
    interfaces: [],
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "INTERFACE",
    name: "Node",
    isOneOf: null,
    fields: [
     {
      name: "id",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "ID",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    inputFields: null,
    interfaces: [],
    enumValues: null,
    possibleTypes: [
     {
      kind: "OBJECT",
      name: "ApplicationFeeRefund",
      ofType: null
     },
     {
      kind: "OBJECT",
      name: "BalanceTransaction",
      ofType: null
     },
     {
      kind: "OBJECT",
      name: "BlockListEntry",
      ofType: null
     },
     {
      kind: "OBJECT",
      name: "Charge",
      ofType: null
     },
     {
      kind: "OBJECT",
      name: "Dispute",
      ofType: null
     },
     {
      kind: "OBJECT",
      name: "PaymentIntent",
      ofType: null
     },
     {
      kind: "OBJECT",
      name: "Refund",
      ofType: null
     },
     {
      kind: "OBJECT",
      name: "RefundApproval",
      ofType: null
     },
     {
      kind: "OBJECT",
      name: "RefundApprovalEvent",
      ofType: null
     },
     {
      kind: "OBJECT",
      name: "RefundEvent",
      ofType: null
     },
     {
      kind: "OBJECT",
      name: "TransferReversal",
      ofType: null
     }
    ]
   },
   {
    kind: "ENUM",
    name: "OrderDirection",
    isOneOf: null,
    fields: null,
    inputFields: null,
    interfaces: null,
    enumValues: [
     {
      name: "ASC",
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "DESC",
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    possibleTypes: null
   },
   {
    kind: "OBJECT",
    name: "PageInfo",
    isOneOf: null,
    fields: [
     {
      name: "endCursor",
      args: [],
      type: {
       kind: "SCALAR",
       name: "String",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "hasNextPage",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "Boolean",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "hasPreviousPage",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "Boolean",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "startCursor",
      args: [],
      type: {
       kind: "SCALAR",
       name: "String",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    inputFields: null,
    interfaces: [],
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "OBJECT",
    name: "PaymentIntent",
    isOneOf: null,
    fields: [
     {
      name: "amount",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "SafeInt",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "amountFormatted",
      args: [
       {
        name: "locale",
        type: {
         kind: "SCALAR",
         name: "String",
         ofType: null
        },
        defaultValue: "\"en-US\"",
        isDeprecated: false,
        deprecationReason: null
       }
      ],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "String",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "amountReceived",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "SafeInt",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "amountReceivedFormatted",
      args: [
       {
        name: "locale",
        type: {
         kind: "SCALAR",
         name: "String",
         ofType: null
        },
        defaultValue: "\"en-US\"",
        isDeprecated: false,
        deprecationReason: null
       }
      ],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "String",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "amountRefunded",
      args: [],
      type: {
       kind: "SCALAR",
       name: "SafeInt",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "amountRefundedFormatted",
      args: [
       {
        name: "locale",
        type: {
         kind: "SCALAR",
         name: "String",
         ofType: null
        },
        defaultValue: "\"en-US\"",
        isDeprecated: false,
        deprecationReason: null
       }
      ],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "String",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "charges",
      args: [
       {
        name: "after",
        type: {
         kind: "SCALAR",
         name: "String",
         ofType: null
        },
        defaultValue: null,
        isDeprecated: false,
        deprecationReason: null
       },
       {
        name: "before",
        type: {
         kind: "SCALAR",
         name: "String",
         ofType: null
        },
        defaultValue: null,
        isDeprecated: false,
        deprecationReason: null
       },
       {
        name: "first",
        type: {
         kind: "SCALAR",
         name: "Int",
         ofType: null
        },
        defaultValue: null,
        isDeprecated: false,
        deprecationReason: null
       },
       {
        name: "last",
        type: {
         kind: "SCALAR",
         name: "Int",
         ofType: null
        },
        defaultValue: null,
        isDeprecated: false,
        deprecationReason: null
       }
      ],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "ChargeConnection",
        kind: "OBJECT",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "created",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "DateTime",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "currency",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "String",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "currencyDecimals",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "Int",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "description",
      args: [],
      type: {
       kind: "SCALAR",
       name: "String",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "id",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "ID",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "latestCharge",
      args: [],
      type: {
       kind: "OBJECT",
       name: "Charge",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "metadata",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "Metadata",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "refunds",
      args: [
       {
        name: "after",
        type: {
         kind: "SCALAR",
         name: "String",
         ofType: null
        },
        defaultValue: null,
        isDeprecated: false,
        deprecationReason: null
       },
       {
        name: "before",
        type: {
         kind: "SCALAR",
         name: "String",
         ofType: null
        },
        defaultValue: null,
        isDeprecated: false,
        deprecationReason: null
       },
       {
        name: "first",
        type: {
         kind: "SCALAR",
         name: "Int",
         ofType: null
        },
        defaultValue: null,
        isDeprecated: false,
        deprecationReason: null
       },
       {
        name: "last",
        type: {
         kind: "SCALAR",
         name: "Int",
         ofType: null
        },
        defaultValue: null,
        isDeprecated: false,
        deprecationReason: null
       }
      ],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "RefundConnection",
        kind: "OBJECT",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "status",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "PaymentIntentStatus",
        kind: "ENUM",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    inputFields: null,
    interfaces: [
     {
      kind: "INTERFACE",
      name: "Node",
      ofType: null
     }
    ],
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "OBJECT",
    name: "PaymentIntentConnection",
    isOneOf: null,
    fields: [
     {
      name: "edges",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: null,
        kind: "LIST",
        ofType: {
         name: null,
         kind: "NON_NULL",
         ofType: {
          name: "PaymentIntentEdge",
          kind: "OBJECT",
          ofType: null
         }
        }
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "nodes",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: null,
        kind: "LIST",
        ofType: {
         name: null,
         kind: "NON_NULL",
         ofType: {
          name: "PaymentIntent",
          kind: "OBJECT",
          ofType: null
         }
        }
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "pageInfo",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "PageInfo",
        kind: "OBJECT",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "totalCount",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "Int",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    inputFields: null,
    interfaces: [],
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "OBJECT",
    name: "PaymentIntentEdge",
    isOneOf: null,
    fields: [
     {
      name: "cursor",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "String",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "node",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "PaymentIntent",
        kind: "OBJECT",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    inputFields: null,
    interfaces: [],
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "INPUT_OBJECT",
    name: "PaymentIntentFilter",
    isOneOf: false,
    fields: null,
    inputFields: [
     {
      name: "created",
      type: {
       kind: "INPUT_OBJECT",
       name: "DateTimeRange",
       ofType: null
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "status",
      type: {
       kind: "LIST",
       name: null,
       ofType: {
        name: null,
        kind: "NON_NULL",
        ofType: {
         name: "PaymentIntentStatus",
         kind: "ENUM",
         ofType: null
        }
       }
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    interfaces: null,
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "OBJECT",
    name: "PaymentIntentNotRefundableError",
    isOneOf: null,
    fields: [
     {
      name: "code",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "RefundErrorCode",
        kind: "ENUM",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "message",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "String",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "param",
      args: [],
      type: {
       kind: "SCALAR",
       name: "String",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "paymentIntent",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "PaymentIntent",
        kind: "OBJECT",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    inputFields: null,
    interfaces: [
     {
      kind: "INTERFACE",
      name: "RefundError",
      ofType: null
     }
    ],
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "ENUM",
    name: "PaymentIntentStatus",
    isOneOf: null,
    fields: null,
    inputFields: null,
    interfaces: null,
    enumValues: [
     {
      name: "CANCELED",
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "PROCESSING",
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "REQUIRES_ACTION",
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "REQUIRES_CAPTURE",
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "REQUIRES_CONFIRMATION",
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "REQUIRES_PAYMENT_METHOD",
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "SUCCEEDED",
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    possibleTypes: null
   },
   {
    kind: "OBJECT",
    name: "PaymentMethodCard",
    isOneOf: null,
    fields: [
     {
      name: "brand",
      args: [],
      type: {
       kind: "SCALAR",
       name: "String",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "last4",
      args: [],
      type: {
       kind: "SCALAR",
       name: "String",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    inputFields: null,
    interfaces: [],
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "OBJECT",
    name: "PaymentMethodDetails",
    isOneOf: null,
    fields: [
     {
      name: "card",
      args: [],
      type: {
       kind: "OBJECT",
       name: "PaymentMethodCard",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "type",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "String",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    inputFields: null,
    interfaces: [],
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "OBJECT",
    name: "Query",
    isOneOf: null,
    fields: [
     {
      name: "apiKeys",
      args: [
       {
        name: "after",
        type: {
         kind: "SCALAR",
         name: "String",
         ofType: null
        },
        defaultValue: null,
        isDeprecated: false,
        deprecationReason: null
       },
       {
        name: "before",
        type: {
         kind: "SCALAR",
         name: "String",
         ofType: null
        },
        defaultValue: null,
        isDeprecated: false,
        deprecationReason: null
       },
       {
        name: "first",
        type: {
         kind: "SCALAR",
         name: "Int",
         ofType: null
        },
        defaultValue: null,
        isDeprecated: false,
        deprecationReason: null
       },
       {
        name: "last",
        type: {
         kind: "SCALAR",
         name: "Int",
         ofType: null
        },
        defaultValue: null,
        isDeprecated: false,
        deprecationReason: null
       }
      ],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "ApiKeyConnection",
        kind: "OBJECT",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "auditEntries",
      args: [
       {
        name: "after",
        type: {
         kind: "SCALAR",
         name: "String",
         ofType: null
        },
        defaultValue: null,
        isDeprecated: false,
        deprecationReason: null
       },
       {
        name: "before",
        type: {
         kind: "SCALAR",
         name: "String",
         ofType: null
        },
        defaultValue: null,
        isDeprecated: false,
        deprecationReason: null
       },
       {
        name: "filter",
        type: {
         kind: "INPUT_OBJECT",
         name: "AuditEntryFilter",
         ofType: null
        },
        defaultValue: null,
        isDeprecated: false,
        deprecationReason: null
       },
       {
        name: "first",
        type: {
         kind: "SCALAR",
         name: "Int",
         ofType: null
        },
        defaultValue: null,
        isDeprecated: false,
        deprecationReason: null
       },
       {
        name: "last",
        type: {
         kind: "SCALAR",
         name: "Int",
         ofType: null
        },
        defaultValue: null,
        isDeprecated: false,
        deprecationReason: null
       }
      ],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "AuditEntryConnection",
        kind: "OBJECT",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "blockList",
      args: [
       {
        name: "after",
        type: {
         kind: "SCALAR",
         name: "String",
         ofType: null
        },
        defaultValue: null,
        isDeprecated: false,
        deprecationReason: null
       },
       {
        name: "before",
        type: {
         kind: "SCALAR",
         name: "String",
         ofType: null
        },
        defaultValue: null,
        isDeprecated: false,
        deprecationReason: null
       },
       {
        name: "first",
        type: {
         kind: "SCALAR",
         name: "Int",
         ofType: null
        },
        defaultValue: null,
        isDeprecated: false,
        deprecationReason: null
       },
       {
        name: "last",
        type: {
         kind: "SCALAR",
         name: "Int",
         ofType: null
        },
        defaultValue: null,
        isDeprecated: false,
        deprecationReason: null
       },
       {
        name: "type",
        type: {
         kind: "ENUM",
         name: "BlockListType",
         ofType: null
        },
        defaultValue: null,
        isDeprecated: false,
        deprecationReason: null
       },
       {
        name: "value",
        type: {
         kind: "SCALAR",
         name: "String",
         ofType: null
        },
        defaultValue: null,
        isDeprecated: false,
        deprecationReason: null
       }
      ],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "BlockListConnection",
        kind: "OBJECT",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "charge",
      args: [
       {
        name: "id",
        type: {
         kind: "NON_NULL",
         name: null,
         ofType: {
          name: "ID",
          kind: "SCALAR",
          ofType: null
         }
        },
        defaultValue: null,
        isDeprecated: false,
        deprecationReason: null
       }
      ],
      type: {
       kind: "OBJECT",
       name: "Charge",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "charges",
      args: [
       {
        name: "after",
        type: {
         kind: "SCALAR",
         name: "String",
         ofType: null
        },
        defaultValue: null,
        isDeprecated: false,
        deprecationReason: null
       },
       {
        name: "before",
        type: {
         kind: "SCALAR",
         name: "String",
         ofType: null
        },
        defaultValue: null,
        isDeprecated: false,
        deprecationReason: null
       },
       {
        name: "filter",
        type: {
         kind: "INPUT_OBJECT",
         name: "ChargeFilter",
         ofType: null
        },
        defaultValue: null,
        isDeprecated: false,
        deprecationReason: null
       },
       {
        name: "first",
        type: {
         kind: "SCALAR",
         name: "Int",
         ofType: null
        },
        defaultValue: null,
        isDeprecated: false,
        deprecationReason: null
       },
       {
        name: "last",
        type: {
         kind: "SCALAR",
         name: "Int",
         ofType: null
        },
        defaultValue: null,
        isDeprecated: false,
        deprecationReason: null
       },
       {
        name: "orderBy",
        type: {
         kind: "INPUT_OBJECT",
         name: "ChargeOrder",
         ofType: null
        },
        defaultValue: null,
        isDeprecated: false,
        deprecationReason: null
       }
      ],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "ChargeConnection",
        kind: "OBJECT",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "node",
      args: [
       {
        name: "id",
        type: {
         kind: "NON_NULL",
         name: null,
         ofType: {
          name: "ID",
          kind: "SCALAR",
          ofType: null
         }
        },
        defaultValue: null,
        isDeprecated: false,
        deprecationReason: null
       }
      ],
      type: {
       kind: "INTERFACE",
       name: "Node",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "nodes",
      args: [
       {
        name: "ids",
        type: {
         kind: "NON_NULL",
         name: null,
         ofType: {
          name: null,
          kind: "LIST",
          ofType: {
           name: null,
           kind: "NON_NULL",
           ofType: {
            name: "ID",
            kind: "SCALAR",
            ofType: null
           }
          }
         }
        },
        defaultValue: null,
        isDeprecated: false,
        deprecationReason: null
       }
      ],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: null,
        kind: "LIST",
        ofType: {
         name: "Node",
         kind: "INTERFACE",
         ofType: null
        }
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "paymentIntent",
      args: [
       {
        name: "id",
        type: {
         kind: "NON_NULL",
         name: null,
         ofType: {
          name: "ID",
          kind: "SCALAR",
          ofType: null
         }
        },
        defaultValue: null,
        isDeprecated: false,
        deprecationReason: null
       }
      ],
      type: {
       kind: "OBJECT",
       name: "PaymentIntent",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "paymentIntents",
      args: [
       {
        name: "after",
        type: {
         kind: "SCALAR",
         name: "String",
         ofType: null
        },
        defaultValue: null,
        isDeprecated: false,
        deprecationReason: null
       },
       {
        name: "before",
        type: {
         kind: "SCALAR",
         name: "String",
         ofType: null
        },
        defaultValue: null,
        isDeprecated: false,
        deprecationReason: null
       },
       {
        name: "filter",
        type: {
         kind: "INPUT_OBJECT",
         name: "PaymentIntentFilter",
         ofType: null
        },
        defaultValue: null,
        isDeprecated: false,
        deprecationReason: null
       },
       {
        name: "first",
        type: {
         kind: "SCALAR",
         name: "Int",
         ofType: null
        },
        defaultValue: null,
        isDeprecated: false,
        deprecationReason: null
       },
       {
        name: "last",
        type: {
         kind: "SCALAR",
         name: "Int",
         ofType: null
        },
        defaultValue: null,
        isDeprecated: false,
        deprecationReason: null
       }
      ],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "PaymentIntentConnection",
        kind: "OBJECT",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "refund",
      args: [
       {
        name: "id",
        type: {
         kind: "NON_NULL",
         name: null,
         ofType: {
          name: "ID",
          kind: "SCALAR",
          ofType: null
         }
        },
        defaultValue: null,
        isDeprecated: false,
        deprecationReason: null
       }
      ],
      type: {
       kind: "OBJECT",
       name: "Refund",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "refundApprovals",
      args: [
       {
        name: "after",
        type: {
         kind: "SCALAR",
         name: "String",
         ofType: null
        },
        defaultValue: null,
        isDeprecated: false,
        deprecationReason: null
       },
       {
        name: "before",
        type: {
         kind: "SCALAR",
         name: "String",
         ofType: null
        },
        defaultValue: null,
        isDeprecated: false,
        deprecationReason: null
       },
       {
        name: "filter",
        type: {
         kind: "INPUT_OBJECT",
         name: "RefundApprovalFilter",
         ofType: null
        },
        defaultValue: null,
        isDeprecated: false,
        deprecationReason: null
       },
       {
        name: "first",
        type: {
         kind: "SCALAR",
         name: "Int",
         ofType: null
        },
        defaultValue: null,
        isDeprecated: false,
        deprecationReason: null
       },
       {
        name: "last",
        type: {
         kind: "SCALAR",
         name: "Int",
         ofType: null
        },
        defaultValue: null,
        isDeprecated: false,
        deprecationReason: null
       }
      ],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "RefundApprovalConnection",
        kind: "OBJECT",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "refundPreview",
      args: [
       {
        name: "input",
        type: {
         kind: "NON_NULL",
         name: null,
         ofType: {
          name: "RefundPreviewInput",
          kind: "INPUT_OBJECT",
          ofType: null
         }
        },
        defaultValue: null,
        isDeprecated: false,
        deprecationReason: null
       }
      ],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "RefundPreviewResult",
        kind: "UNION",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "refundSummary",
      args: [
       {
        name: "by",
        type: {
         kind: "NON_NULL",
         name: null,
         ofType: {
          name: "RefundSummaryKey",
          kind: "ENUM",
          ofType: null
         }
        },
        defaultValue: null,
        isDeprecated: false,
        deprecationReason: null
       },
       {
        name: "filter",
        type: {
         kind: "INPUT_OBJECT",
         name: "RefundFilter",
         ofType: null
        },
        defaultValue: null,
        isDeprecated: false,
        deprecationReason: null
       }
      ],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: null,
        kind: "LIST",
        ofType: {
         name: null,
         kind: "NON_NULL",
         ofType: {
          name: "RefundSummaryRow",
          kind: "OBJECT",
          ofType: null
         }
        }
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "refunds",
      args: [
       {
        name: "after",
        type: {
         kind: "SCALAR",
         name: "String",
         ofType: null
        },
        defaultValue: null,
        isDeprecated: false,
        deprecationReason: null
       },
       {
        name: "before",
        type: {
         kind: "SCALAR",
         name: "String",
         ofType: null
        },
        defaultValue: null,
        isDeprecated: false,
        deprecationReason: null
       },
       {
        name: "filter",
        type: {
         kind: "INPUT_OBJECT",
         name: "RefundFilter",
         ofType: null
        },
        defaultValue: null,
        isDeprecated: false,
        deprecationReason: null
       },
       {
        name: "first",
        type: {
         kind: "SCALAR",
         name: "Int",
         ofType: null
        },
        defaultValue: null,
        isDeprecated: false,
        deprecationReason: null
       },
       {
        name: "last",
        type: {
         kind: "SCALAR",
         name: "Int",
         ofType: null
        },
        defaultValue: null,
        isDeprecated: false,
        deprecationReason: null
       },
       {
        name: "orderBy",
        type: {
         kind: "INPUT_OBJECT",
         name: "RefundOrder",
         ofType: null
        },
        defaultValue: null,
        isDeprecated: false,
        deprecationReason: null
       }
      ],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "RefundConnection",
        kind: "OBJECT",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "viewer",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "Viewer",
        kind: "OBJECT",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    inputFields: null,
    interfaces: [],
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "OBJECT",
    name: "Refund",
    isOneOf: null,
    fields: [
     {
      name: "amount",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "SafeInt",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "amountFormatted",
      args: [
       {
        name: "locale",
        type: {
         kind: "SCALAR",
         name: "String",
         ofType: null
        },
        defaultValue: "\"en-US\"",
        isDeprecated: false,
        deprecationReason: null
       }
      ],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "String",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "applicationFeeRefund",
      args: [],
      type: {
       kind: "OBJECT",
       name: "ApplicationFeeRefund",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "balanceTransaction",
      args: [],
      type: {
       kind: "OBJECT",
       name: "BalanceTransaction",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "charge",
      args: [],
      type: {
       kind: "OBJECT",
       name: "Charge",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "created",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "DateTime",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "createdBy",
      args: [],
      type: {
       kind: "SCALAR",
       name: "String",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "currency",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "String",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "currencyDecimals",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "Int",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "description",
      args: [],
      type: {
       kind: "SCALAR",
       name: "String",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "destinationDetails",
      args: [],
      type: {
       kind: "OBJECT",
       name: "RefundDestinationDetails",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "events",
      args: [
       {
        name: "after",
        type: {
         kind: "SCALAR",
         name: "String",
         ofType: null
        },
        defaultValue: null,
        isDeprecated: false,
        deprecationReason: null
       },
       {
        name: "before",
        type: {
         kind: "SCALAR",
         name: "String",
         ofType: null
        },
        defaultValue: null,
        isDeprecated: false,
        deprecationReason: null
       },
       {
        name: "first",
        type: {
         kind: "SCALAR",
         name: "Int",
         ofType: null
        },
        defaultValue: null,
        isDeprecated: false,
        deprecationReason: null
       },
       {
        name: "last",
        type: {
         kind: "SCALAR",
         name: "Int",
         ofType: null
        },
        defaultValue: null,
        isDeprecated: false,
        deprecationReason: null
       }
      ],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "RefundEventConnection",
        kind: "OBJECT",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "failureBalanceTransaction",
      args: [],
      type: {
       kind: "OBJECT",
       name: "BalanceTransaction",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "failureReason",
      args: [],
      type: {
       kind: "ENUM",
       name: "RefundFailureReason",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "id",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "ID",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "instructionsEmail",
      args: [],
      type: {
       kind: "SCALAR",
       name: "String",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "lines",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: null,
        kind: "LIST",
        ofType: {
         name: null,
         kind: "NON_NULL",
         ofType: {
          name: "RefundLine",
          kind: "OBJECT",
          ofType: null
         }
        }
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "metadata",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "Metadata",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "nextAction",
      args: [],
      type: {
       kind: "OBJECT",
       name: "RefundNextAction",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "note",
      args: [],
      type: {
       kind: "SCALAR",
       name: "String",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "paymentIntent",
      args: [],
      type: {
       kind: "OBJECT",
       name: "PaymentIntent",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "pendingReason",
      args: [],
      type: {
       kind: "ENUM",
       name: "RefundPendingReason",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "reason",
      args: [],
      type: {
       kind: "ENUM",
       name: "RefundReason",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "reasonCode",
      args: [],
      type: {
       kind: "SCALAR",
       name: "String",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "receiptNumber",
      args: [],
      type: {
       kind: "SCALAR",
       name: "String",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "replacedBy",
      args: [],
      type: {
       kind: "OBJECT",
       name: "Refund",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "replaces",
      args: [],
      type: {
       kind: "OBJECT",
       name: "Refund",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "sourceTransferReversal",
      args: [],
      type: {
       kind: "OBJECT",
       name: "TransferReversal",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "status",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "RefundStatus",
        kind: "ENUM",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "transferReversal",
      args: [],
      type: {
       kind: "OBJECT",
       name: "TransferReversal",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    inputFields: null,
    interfaces: [
     {
      kind: "INTERFACE",
      name: "Node",
      ofType: null
     }
    ],
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "OBJECT",
    name: "RefundApproval",
    isOneOf: null,
    fields: [
     {
      name: "amount",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "SafeInt",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "amountFormatted",
      args: [
       {
        name: "locale",
        type: {
         kind: "SCALAR",
         name: "String",
         ofType: null
        },
        defaultValue: "\"en-US\"",
        isDeprecated: false,
        deprecationReason: null
       }
      ],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "String",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "charge",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "Charge",
        kind: "OBJECT",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "created",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "DateTime",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "currency",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "String",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "currencyDecimals",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "Int",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "decidedAt",
      args: [],
      type: {
       kind: "SCALAR",
       name: "DateTime",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "decidedBy",
      args: [],
      type: {
       kind: "SCALAR",
       name: "String",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "decisionNote",
      args: [],
      type: {
       kind: "SCALAR",
       name: "String",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "events",
      args: [
       {
        name: "after",
        type: {
         kind: "SCALAR",
         name: "String",
         ofType: null
        },
        defaultValue: null,
        isDeprecated: false,
        deprecationReason: null
       },
       {
        name: "before",
        type: {
         kind: "SCALAR",
         name: "String",
         ofType: null
        },
        defaultValue: null,
        isDeprecated: false,
        deprecationReason: null
       },
       {
        name: "first",
        type: {
         kind: "SCALAR",
         name: "Int",
         ofType: null
        },
        defaultValue: null,
        isDeprecated: false,
        deprecationReason: null
       },
       {
        name: "last",
        type: {
         kind: "SCALAR",
         name: "Int",
         ofType: null
        },
        defaultValue: null,
        isDeprecated: false,
        deprecationReason: null
       }
      ],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "RefundApprovalEventConnection",
        kind: "OBJECT",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "expiresAt",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "DateTime",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "id",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "ID",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "lines",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: null,
        kind: "LIST",
        ofType: {
         name: null,
         kind: "NON_NULL",
         ofType: {
          name: "RefundLine",
          kind: "OBJECT",
          ofType: null
         }
        }
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "message",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "String",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "note",
      args: [],
      type: {
       kind: "SCALAR",
       name: "String",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "reason",
      args: [],
      type: {
       kind: "ENUM",
       name: "RefundReason",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "reasonCode",
      args: [],
      type: {
       kind: "SCALAR",
       name: "String",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "refund",
      args: [],
      type: {
       kind: "OBJECT",
       name: "Refund",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "replaces",
      args: [],
      type: {
       kind: "OBJECT",
       name: "Refund",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "requestedBy",
      args: [],
      type: {
       kind: "SCALAR",
       name: "String",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "status",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "RefundApprovalStatus",
        kind: "ENUM",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    inputFields: null,
    interfaces: [
     {
      kind: "INTERFACE",
      name: "Node",
      ofType: null
     }
    ],
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "OBJECT",
    name: "RefundApprovalConnection",
    isOneOf: null,
    fields: [
     {
      name: "edges",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: null,
        kind: "LIST",
        ofType: {
         name: null,
         kind: "NON_NULL",
         ofType: {
          name: "RefundApprovalEdge",
          kind: "OBJECT",
          ofType: null
         }
        }
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "nodes",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: null,
        kind: "LIST",
        ofType: {
         name: null,
         kind: "NON_NULL",
         ofType: {
          name: "RefundApproval",
          kind: "OBJECT",
          ofType: null
         }
        }
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "pageInfo",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "PageInfo",
        kind: "OBJECT",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "totalCount",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "Int",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    inputFields: null,
    interfaces: [],
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "OBJECT",
    name: "RefundApprovalEdge",
    isOneOf: null,
    fields: [
     {
      name: "cursor",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "String",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "node",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "RefundApproval",
        kind: "OBJECT",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    inputFields: null,
    interfaces: [],
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "OBJECT",
    name: "RefundApprovalEvent",
    isOneOf: null,
    fields: [
     {
      name: "actor",
      args: [],
      type: {
       kind: "SCALAR",
       name: "String",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "approval",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "RefundApproval",
        kind: "OBJECT",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "created",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "DateTime",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "id",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "ID",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "type",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "RefundApprovalEventType",
        kind: "ENUM",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    inputFields: null,
    interfaces: [
     {
      kind: "INTERFACE",
      name: "Node",
      ofType: null
     }
    ],
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "OBJECT",
    name: "RefundApprovalEventConnection",
    isOneOf: null,
    fields: [
     {
      name: "edges",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: null,
        kind: "LIST",
        ofType: {
         name: null,
         kind: "NON_NULL",
         ofType: {
          name: "RefundApprovalEventEdge",
          kind: "OBJECT",
          ofType: null
         }
        }
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "nodes",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: null,
        kind: "LIST",
        ofType: {
         name: null,
         kind: "NON_NULL",
         ofType: {
          name: "RefundApprovalEvent",
          kind: "OBJECT",
          ofType: null
         }
        }
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "pageInfo",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "PageInfo",
        kind: "OBJECT",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    inputFields: null,
    interfaces: [],
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "OBJECT",
    name: "RefundApprovalEventEdge",
    isOneOf: null,
    fields: [
     {
      name: "cursor",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "String",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "node",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "RefundApprovalEvent",
        kind: "OBJECT",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    inputFields: null,
    interfaces: [],
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "INPUT_OBJECT",
    name: "RefundApprovalEventFilter",
    isOneOf: false,
    fields: null,
    inputFields: [
     {
      name: "approval",
      type: {
       kind: "SCALAR",
       name: "ID",
       ofType: null
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "charge",
      type: {
       kind: "SCALAR",
       name: "ID",
       ofType: null
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    interfaces: null,
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "ENUM",
    name: "RefundApprovalEventType",
    isOneOf: null,
    fields: null,
    inputFields: null,
    interfaces: null,
    enumValues: [
     {
      name: "APPROVAL_APPROVED",
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "APPROVAL_EXPIRED",
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "APPROVAL_REJECTED",
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "APPROVAL_REQUESTED",
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    possibleTypes: null
   },
   {
    kind: "INPUT_OBJECT",
    name: "RefundApprovalFilter",
    isOneOf: false,
    fields: null,
    inputFields: [
     {
      name: "charge",
      type: {
       kind: "SCALAR",
       name: "ID",
       ofType: null
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "created",
      type: {
       kind: "INPUT_OBJECT",
       name: "DateTimeRange",
       ofType: null
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "status",
      type: {
       kind: "LIST",
       name: null,
       ofType: {
        name: null,
        kind: "NON_NULL",
        ofType: {
         name: "RefundApprovalStatus",
         kind: "ENUM",
         ofType: null
        }
       }
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    interfaces: null,
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "OBJECT",
    name: "RefundApprovalNotPendingError",
    isOneOf: null,
    fields: [
     {
      name: "approval",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "RefundApproval",
        kind: "OBJECT",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "code",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "RefundErrorCode",
        kind: "ENUM",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "message",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "String",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "param",
      args: [],
      type: {
       kind: "SCALAR",
       name: "String",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    inputFields: null,
    interfaces: [
     {
      kind: "INTERFACE",
      name: "RefundError",
      ofType: null
     }
    ],
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "OBJECT",
    name: "RefundApprovalRequired",
    isOneOf: null,
    fields: [
     {
      name: "approval",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "RefundApproval",
        kind: "OBJECT",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "idempotentReplay",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "Boolean",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    inputFields: null,
    interfaces: [],
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "ENUM",
    name: "RefundApprovalStatus",
    isOneOf: null,
    fields: null,
    inputFields: null,
    interfaces: null,
    enumValues: [
     {
      name: "APPROVED",
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "EXPIRED",
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "PENDING",
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "REJECTED",
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    possibleTypes: null
   },
   {
    kind: "OBJECT",
    name: "RefundConnection",
    isOneOf: null,
    fields: [
     {
      name: "edges",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: null,
        kind: "LIST",
        ofType: {
         name: null,
         kind: "NON_NULL",
         ofType: {
          name: "RefundEdge",
          kind: "OBJECT",
          ofType: null
         }
        }
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "nodes",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: null,
        kind: "LIST",
        ofType: {
         name: null,
         kind: "NON_NULL",
         ofType: {
          name: "Refund",
          kind: "OBJECT",
          ofType: null
         }
        }
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "pageInfo",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "PageInfo",
        kind: "OBJECT",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "totalCount",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "Int",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    inputFields: null,
    interfaces: [],
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "OBJECT",
    name: "RefundDestinationCard",
    isOneOf: null,
    fields: [
     {
      name: "reference",
      args: [],
      type: {
       kind: "SCALAR",
       name: "String",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "referenceStatus",
      args: [],
      type: {
       kind: "SCALAR",
       name: "String",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "referenceType",
      args: [],
      type: {
       kind: "SCALAR",
       name: "String",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "type",
      args: [],
      type: {
       kind: "SCALAR",
       name: "String",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    inputFields: null,
    interfaces: [],
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "OBJECT",
    name: "RefundDestinationDetails",
    isOneOf: null,
    fields: [
     {
      name: "card",
      args: [],
      type: {
       kind: "OBJECT",
       name: "RefundDestinationCard",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "type",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "String",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    inputFields: null,
    interfaces: [],
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "OBJECT",
    name: "RefundEdge",
    isOneOf: null,
    fields: [
     {
      name: "cursor",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "String",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "node",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "Refund",
        kind: "OBJECT",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    inputFields: null,
    interfaces: [],
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "INTERFACE",
    name: "RefundError",
    isOneOf: null,
    fields: [
     {
      name: "code",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "RefundErrorCode",
        kind: "ENUM",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "message",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "String",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "param",
      args: [],
      type: {
       kind: "SCALAR",
       name: "String",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    inputFields: null,
    interfaces: [],
    enumValues: null,
    possibleTypes: [
     {
      kind: "OBJECT",
      name: "AmountRefundableChangedError",
      ofType: null
     },
     {
      kind: "OBJECT",
      name: "AmountTooLargeError",
      ofType: null
     },
     {
      kind: "OBJECT",
      name: "ApiKeyNameTakenError",
      ofType: null
     },
     {
      kind: "OBJECT",
      name: "ApiKeyScopeNotHeldError",
      ofType: null
     },
     {
      kind: "OBJECT",
      name: "ChargeAlreadyRefundedError",
      ofType: null
     },
     {
      kind: "OBJECT",
      name: "ChargeNotRefundableError",
      ofType: null
     },
     {
      kind: "OBJECT",
      name: "IdempotencyKeyReusedError",
      ofType: null
     },
     {
      kind: "OBJECT",
      name: "InvalidParameterError",
      ofType: null
     },
     {
      kind: "OBJECT",
      name: "PaymentIntentNotRefundableError",
      ofType: null
     },
     {
      kind: "OBJECT",
      name: "RefundApprovalNotPendingError",
      ofType: null
     },
     {
      kind: "OBJECT",
      name: "RefundLimitExceededError",
      ofType: null
     },
     {
      kind: "OBJECT",
      name: "RefundNotCancelableError",
      ofType: null
     },
     {
      kind: "OBJECT",
      name: "ResourceMissingError",
      ofType: null
     }
    ]
   },
   {
    kind: "ENUM",
    name: "RefundErrorCode",
    isOneOf: null,
    fields: null,
    inputFields: null,
    interfaces: null,
    enumValues: [
     {
      name: "AMOUNT_REFUNDABLE_CHANGED",
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "AMOUNT_TOO_LARGE",
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "API_KEY_NAME_TAKEN",
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "API_KEY_SCOPE_NOT_HELD",
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "CHARGE_ALREADY_REFUNDED",
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "CHARGE_DISPUTED",
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "CHARGE_NOT_REFUNDABLE",
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "IDEMPOTENCY_KEY_REUSED",
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "PARAMETER_INVALID",
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "PARAMETER_MISSING",
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "PAYMENT_INTENT_NOT_REFUNDABLE",
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "REFUND_APPROVAL_NOT_PENDING",
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "REFUND_LIMIT_EXCEEDED",
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "REFUND_NOT_CANCELABLE",
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "RESOURCE_MISSING",
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    possibleTypes: null
   },
   {
    kind: "OBJECT",
    name: "RefundEvent",
    isOneOf: null,
    fields: [
     {
      name: "actor",
      args: [],
      type: {
       kind: "SCALAR",
       name: "String",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "changes",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: null,
        kind: "LIST",
        ofType: {
         name: null,
         kind: "NON_NULL",
         ofType: {
          name: "RefundEventChange",
          kind: "OBJECT",
          ofType: null
         }
        }
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "created",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "DateTime",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "id",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "ID",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "note",
      args: [],
      type: {
       kind: "SCALAR",
       name: "String",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "refund",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "Refund",
        kind: "OBJECT",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "status",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "RefundStatus",
        kind: "ENUM",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "type",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "RefundEventType",
        kind: "ENUM",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    inputFields: null,
    interfaces: [
     {
      kind: "INTERFACE",
      name: "Node",
      ofType: null
     }
    ],
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "OBJECT",
    name: "RefundEventChange",
    isOneOf: null,
    fields: [
     {
      name: "after",
      args: [],
      type: {
       kind: "SCALAR",
       name: "String",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "before",
      args: [],
      type: {
       kind: "SCALAR",
       name: "String",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "field",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "String",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    inputFields: null,
    interfaces: [],
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "OBJECT",
    name: "RefundEventConnection",
    isOneOf: null,
    fields: [
     {
      name: "edges",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: null,
        kind: "LIST",
        ofType: {
         name: null,
         kind: "NON_NULL",
         ofType: {
          name: "RefundEventEdge",
          kind: "OBJECT",
          ofType: null
         }
        }
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "nodes",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: null,
        kind: "LIST",
        ofType: {
         name: null,
         kind: "NON_NULL",
         ofType: {
          name: "RefundEvent",
          kind: "OBJECT",
          ofType: null
         }
        }
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "pageInfo",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "PageInfo",
        kind: "OBJECT",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    inputFields: null,
    interfaces: [],
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "OBJECT",
    name: "RefundEventEdge",
    isOneOf: null,
    fields: [
     {
      name: "cursor",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "String",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "node",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "RefundEvent",
        kind: "OBJECT",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    inputFields: null,
    interfaces: [],
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "INPUT_OBJECT",
    name: "RefundEventFilter",
    isOneOf: false,
    fields: null,
    inputFields: [
     {
      name: "charge",
      type: {
       kind: "SCALAR",
       name: "ID",
       ofType: null
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "paymentIntent",
      type: {
       kind: "SCALAR",
       name: "ID",
       ofType: null
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "refund",
      type: {
       kind: "SCALAR",
       name: "ID",
       ofType: null
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    interfaces: null,
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "ENUM",
    name: "RefundEventType",
    isOneOf: null,
    fields: null,
    inputFields: null,
    interfaces: null,
    enumValues: [
     {
      name: "REFUND_CREATED",
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "REFUND_FAILED",
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "REFUND_UPDATED",
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    possibleTypes: null
   },
   {
    kind: "ENUM",
    name: "RefundFailureReason",
    isOneOf: null,
    fields: null,
    inputFields: null,
    interfaces: null,
    enumValues: [
     {
      name: "CHARGE_FOR_PENDING_REFUND_DISPUTED",
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "DECLINED",
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "EXPIRED_OR_CANCELED_CARD",
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "INSUFFICIENT_FUNDS",
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "LOST_OR_STOLEN_CARD",
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "MERCHANT_REQUEST",
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "UNKNOWN",
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    possibleTypes: null
   },
   {
    kind: "INPUT_OBJECT",
    name: "RefundFilter",
    isOneOf: false,
    fields: null,
    inputFields: [
     {
      name: "amount",
      type: {
       kind: "INPUT_OBJECT",
       name: "AmountRange",
       ofType: null
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "charge",
      type: {
       kind: "SCALAR",
       name: "ID",
       ofType: null
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "created",
      type: {
       kind: "INPUT_OBJECT",
       name: "DateTimeRange",
       ofType: null
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "createdBy",
      type: {
       kind: "SCALAR",
       name: "String",
       ofType: null
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "currency",
      type: {
       kind: "LIST",
       name: null,
       ofType: {
        name: null,
        kind: "NON_NULL",
        ofType: {
         name: "String",
         kind: "SCALAR",
         ofType: null
        }
       }
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "email",
      type: {
       kind: "SCALAR",
       name: "String",
       ofType: null
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "emailStartsWith",
      type: {
       kind: "SCALAR",
       name: "String",
       ofType: null
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "failureReason",
      type: {
       kind: "LIST",
       name: null,
       ofType: {
        name: null,
        kind: "NON_NULL",
        ofType: {
         name: "RefundFailureReason",
         kind: "ENUM",
         ofType: null
        }
       }
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "instructionsEmail",
      type: {
       kind: "SCALAR",
       name: "String",
       ofType: null
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "last4",
      type: {
       kind: "SCALAR",
       name: "String",
       ofType: null
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "metadata",
      type: {
       kind: "INPUT_OBJECT",
       name: "MetadataFilter",
       ofType: null
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "name",
      type: {
       kind: "SCALAR",
       name: "String",
       ofType: null
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "paymentIntent",
      type: {
       kind: "SCALAR",
       name: "ID",
       ofType: null
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "paymentMethodType",
      type: {
       kind: "LIST",
       name: null,
       ofType: {
        name: null,
        kind: "NON_NULL",
        ofType: {
         name: "String",
         kind: "SCALAR",
         ofType: null
        }
       }
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "pendingReason",
      type: {
       kind: "LIST",
       name: null,
       ofType: {
        name: null,
        kind: "NON_NULL",
        ofType: {
         name: "RefundPendingReason",
         kind: "ENUM",
         ofType: null
        }
       }
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "reason",
      type: {
       kind: "LIST",
       name: null,
       ofType: {
        name: null,
        kind: "NON_NULL",
        ofType: {
         name: "RefundReason",
         kind: "ENUM",
         ofType: null
        }
       }
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "reasonCode",
      type: {
       kind: "SCALAR",
       name: "String",
       ofType: null
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "search",
      type: {
       kind: "SCALAR",
       name: "String",
       ofType: null
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "status",
      type: {
       kind: "LIST",
       name: null,
       ofType: {
        name: null,
        kind: "NON_NULL",
        ofType: {
         name: "RefundStatus",
         kind: "ENUM",
         ofType: null
        }
       }
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    interfaces: null,
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "OBJECT",
    name: "RefundLimit",
    isOneOf: null,
    fields: [
     {
      name: "amountLeftToday",
      args: [],
      type: {
       kind: "SCALAR",
       name: "SafeInt",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "amountLeftTodayFormatted",
      args: [
       {
        name: "locale",
        type: {
         kind: "SCALAR",
         name: "String",
         ofType: null
        },
        defaultValue: "\"en-US\"",
        isDeprecated: false,
        deprecationReason: null
       }
      ],
      type: {
       kind: "SCALAR",
       name: "String",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "countLeftToday",
      args: [],
      type: {
       kind: "SCALAR",
       name: "Int",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "currency",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "String",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "currencyDecimals",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "Int",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "maxAmount",
      args: [],
      type: {
       kind: "SCALAR",
       name: "SafeInt",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "maxAmountFormatted",
      args: [
       {
        name: "locale",
        type: {
         kind: "SCALAR",
         name: "String",
         ofType: null
        },
        defaultValue: "\"en-US\"",
        isDeprecated: false,
        deprecationReason: null
       }
      ],
      type: {
       kind: "SCALAR",
       name: "String",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "maxAmountPerDay",
      args: [],
      type: {
       kind: "SCALAR",
       name: "SafeInt",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "maxAmountPerDayFormatted",
      args: [
       {
        name: "locale",
        type: {
         kind: "SCALAR",
         name: "String",
         ofType: null
        },
        defaultValue: "\"en-US\"",
        isDeprecated: false,
        deprecationReason: null
       }
      ],
      type: {
       kind: "SCALAR",
       name: "String",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "maxCountPerDay",
      args: [],
      type: {
       kind: "SCALAR",
       name: "Int",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "needsApproval",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "Boolean",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    inputFields: null,
    interfaces: [],
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "OBJECT",
    name: "RefundLimitExceededError",
    isOneOf: null,
    fields: [
     {
      name: "code",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "RefundErrorCode",
        kind: "ENUM",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "currency",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "String",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "currencyDecimals",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "Int",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "left",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "SafeInt",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "leftFormatted",
      args: [
       {
        name: "locale",
        type: {
         kind: "SCALAR",
         name: "String",
         ofType: null
        },
        defaultValue: "\"en-US\"",
        isDeprecated: false,
        deprecationReason: null
       }
      ],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "String",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "limit",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "SafeInt",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "message",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "String",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "param",
      args: [],
      type: {
       kind: "SCALAR",
       name: "String",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    inputFields: null,
    interfaces: [
     {
      kind: "INTERFACE",
      name: "RefundError",
      ofType: null
     }
    ],
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "OBJECT",
    name: "RefundLine",
    isOneOf: null,
    fields: [
     {
      name: "amount",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "SafeInt",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "amountFormatted",
      args: [
       {
        name: "locale",
        type: {
         kind: "SCALAR",
         name: "String",
         ofType: null
        },
        defaultValue: "\"en-US\"",
        isDeprecated: false,
        deprecationReason: null
       }
      ],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "String",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "description",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "String",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "quantity",
      args: [],
      type: {
       kind: "SCALAR",
       name: "Int",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "taxAmount",
      args: [],
      type: {
       kind: "SCALAR",
       name: "SafeInt",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "taxAmountFormatted",
      args: [
       {
        name: "locale",
        type: {
         kind: "SCALAR",
         name: "String",
         ofType: null
        },
        defaultValue: "\"en-US\"",
        isDeprecated: false,
        deprecationReason: null
       }
      ],
      type: {
       kind: "SCALAR",
       name: "String",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    inputFields: null,
    interfaces: [],
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "INPUT_OBJECT",
    name: "RefundLineInput",
    isOneOf: false,
    fields: null,
    inputFields: [
     {
      name: "amount",
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "SafeInt",
        kind: "SCALAR",
        ofType: null
       }
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "description",
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "String",
        kind: "SCALAR",
        ofType: null
       }
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "quantity",
      type: {
       kind: "SCALAR",
       name: "Int",
       ofType: null
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "taxAmount",
      type: {
       kind: "SCALAR",
       name: "SafeInt",
       ofType: null
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    interfaces: null,
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "OBJECT",
    name: "RefundNextAction",
    isOneOf: null,
    fields: [
     {
      name: "displayDetails",
      args: [],
      type: {
       kind: "OBJECT",
       name: "RefundNextActionDisplayDetails",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "type",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "String",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    inputFields: null,
    interfaces: [],
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "OBJECT",
    name: "RefundNextActionDisplayDetails",
    isOneOf: null,
    fields: [
     {
      name: "emailSent",
      args: [],
      type: {
       kind: "OBJECT",
       name: "RefundNextActionEmailSent",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "expiresAt",
      args: [],
      type: {
       kind: "SCALAR",
       name: "DateTime",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    inputFields: null,
    interfaces: [],
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "OBJECT",
    name: "RefundNextActionEmailSent",
    isOneOf: null,
    fields: [
     {
      name: "emailSentAt",
      args: [],
      type: {
       kind: "SCALAR",
       name: "DateTime",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "emailSentTo",
      args: [],
      type: {
       kind: "SCALAR",
       name: "String",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    inputFields: null,
    interfaces: [],
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "OBJECT",
    name: "RefundNotCancelableError",
    isOneOf: null,
    fields: [
     {
      name: "code",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "RefundErrorCode",
        kind: "ENUM",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "message",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "String",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "param",
      args: [],
      type: {
       kind: "SCALAR",
       name: "String",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "refund",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "Refund",
        kind: "OBJECT",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    inputFields: null,
    interfaces: [
     {
      kind: "INTERFACE",
      name: "RefundError",
      ofType: null
     }
    ],
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "INPUT_OBJECT",
    name: "RefundOrder",
    isOneOf: false,
    fields: null,
    inputFields: [
     {
      name: "direction",
      type: {
       kind: "ENUM",
       name: "OrderDirection",
       ofType: null
      },
      defaultValue: "DESC",
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "field",
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "RefundOrderField",
        kind: "ENUM",
        ofType: null
       }
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    interfaces: null,
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "ENUM",
    name: "RefundOrderField",
    isOneOf: null,
    fields: null,
    inputFields: null,
    interfaces: null,
    enumValues: [
     {
      name: "AMOUNT",
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "CREATED",
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    possibleTypes: null
   },
   {
    kind: "ENUM",
    name: "RefundPendingReason",
    isOneOf: null,
    fields: null,
    inputFields: null,
    interfaces: null,
    enumValues: [
     {
      name: "CHARGE_PENDING",
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "INSUFFICIENT_FUNDS",
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "PROCESSING",
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    possibleTypes: null
   },
   {
    kind: "OBJECT",
    name: "RefundPreview",
    isOneOf: null,
    fields: [
     {
      name: "amount",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "SafeInt",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "amountFormatted",
      args: [
       {
        name: "locale",
        type: {
         kind: "SCALAR",
         name: "String",
         ofType: null
        },
        defaultValue: "\"en-US\"",
        isDeprecated: false,
        deprecationReason: null
       }
      ],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "String",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "amountRefundableAfter",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "SafeInt",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "amountRefundableAfterFormatted",
      args: [
       {
        name: "locale",
        type: {
         kind: "SCALAR",
         name: "String",
         ofType: null
        },
        defaultValue: "\"en-US\"",
        isDeprecated: false,
        deprecationReason: null
       }
      ],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "String",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "applicationFeeRefundAmount",
      args: [],
      type: {
       kind: "SCALAR",
       name: "SafeInt",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "applicationFeeRefundAmountFormatted",
      args: [
       {
        name: "locale",
        type: {
         kind: "SCALAR",
         name: "String",
         ofType: null
        },
        defaultValue: "\"en-US\"",
        isDeprecated: false,
        deprecationReason: null
       }
      ],
      type: {
       kind: "SCALAR",
       name: "String",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "approvalMessage",
      args: [],
      type: {
       kind: "SCALAR",
       name: "String",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "approvalRequired",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "Boolean",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "charge",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "Charge",
        kind: "OBJECT",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "currency",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "String",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "currencyDecimals",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "Int",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "status",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "RefundStatus",
        kind: "ENUM",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "transferReversalAmount",
      args: [],
      type: {
       kind: "SCALAR",
       name: "SafeInt",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "transferReversalAmountFormatted",
      args: [
       {
        name: "locale",
        type: {
         kind: "SCALAR",
         name: "String",
         ofType: null
        },
        defaultValue: "\"en-US\"",
        isDeprecated: false,
        deprecationReason: null
       }
      ],
      type: {
       kind: "SCALAR",
       name: "String",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    inputFields: null,
    interfaces: [],
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "INPUT_OBJECT",
    name: "RefundPreviewInput",
    isOneOf: false,
    fields: null,
    inputFields: [
     {
      name: "amount",
      type: {
       kind: "SCALAR",
       name: "SafeInt",
       ofType: null
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "charge",
      type: {
       kind: "SCALAR",
       name: "ID",
       ofType: null
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "instructionsEmail",
      type: {
       kind: "SCALAR",
       name: "String",
       ofType: null
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "lines",
      type: {
       kind: "LIST",
       name: null,
       ofType: {
        name: null,
        kind: "NON_NULL",
        ofType: {
         name: "RefundLineInput",
         kind: "INPUT_OBJECT",
         ofType: null
        }
       }
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "paymentIntent",
      type: {
       kind: "SCALAR",
       name: "ID",
       ofType: null
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "reasonCode",
      type: {
       kind: "SCALAR",
       name: "String",
       ofType: null
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "refundApplicationFee",
      type: {
       kind: "SCALAR",
       name: "Boolean",
       ofType: null
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "replaces",
      type: {
       kind: "SCALAR",
       name: "ID",
       ofType: null
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "reverseTransfer",
      type: {
       kind: "SCALAR",
       name: "Boolean",
       ofType: null
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    interfaces: null,
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "UNION",
    name: "RefundPreviewResult",
    isOneOf: null,
    fields: null,
    inputFields: null,
    interfaces: null,
    enumValues: null,
    possibleTypes: [
     {
      kind: "OBJECT",
      name: "AmountTooLargeError",
      ofType: null
     },
     {
      kind: "OBJECT",
      name: "ChargeAlreadyRefundedError",
      ofType: null
     },
     {
      kind: "OBJECT",
      name: "ChargeNotRefundableError",
      ofType: null
     },
     {
      kind: "OBJECT",
      name: "InvalidParameterError",
      ofType: null
     },
     {
      kind: "OBJECT",
      name: "PaymentIntentNotRefundableError",
      ofType: null
     },
     {
      kind: "OBJECT",
      name: "RefundLimitExceededError",
      ofType: null
     },
     {
      kind: "OBJECT",
      name: "RefundPreview",
      ofType: null
     },
     {
      kind: "OBJECT",
      name: "ResourceMissingError",
      ofType: null
     }
    ]
   },
   {
    kind: "ENUM",
    name: "RefundReason",
    isOneOf: null,
    fields: null,
    inputFields: null,
    interfaces: null,
    enumValues: [
     {
      name: "DUPLICATE",
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "EXPIRED_UNCAPTURED_CHARGE",
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "FRAUDULENT",
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "REQUESTED_BY_CUSTOMER",
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "RESOLVED_DISPUTE",
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    possibleTypes: null
   },
   {
    kind: "ENUM",
    name: "RefundStatus",
    isOneOf: null,
    fields: null,
    inputFields: null,
    interfaces: null,
    enumValues: [
     {
      name: "CANCELED",
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "FAILED",
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "PENDING",
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "REQUIRES_ACTION",
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "SUCCEEDED",
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    possibleTypes: null
   },
   {
    kind: "ENUM",
    name: "RefundSummaryKey",
    isOneOf: null,
    fields: null,
    inputFields: null,
    interfaces: null,
    enumValues: [
     {
      name: "DAY",
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "REASON",
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "STATUS",
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    possibleTypes: null
   },
   {
    kind: "OBJECT",
    name: "RefundSummaryRow",
    isOneOf: null,
    fields: [
     {
      name: "amount",
      args: [],
      type: {
       kind: "SCALAR",
       name: "SafeInt",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "amountFormatted",
      args: [
       {
        name: "locale",
        type: {
         kind: "SCALAR",
         name: "String",
         ofType: null
        },
        defaultValue: "\"en-US\"",
        isDeprecated: false,
        deprecationReason: null
       }
      ],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "String",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "count",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "Int",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "currency",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "String",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "currencyDecimals",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "Int",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "day",
      args: [],
      type: {
       kind: "SCALAR",
       name: "String",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "reason",
      args: [],
      type: {
       kind: "ENUM",
       name: "RefundReason",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "status",
      args: [],
      type: {
       kind: "ENUM",
       name: "RefundStatus",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    inputFields: null,
    interfaces: [],
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "OBJECT",
    name: "Refundability",
    isOneOf: null,
    fields: [
     {
      name: "amountRefundable",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "SafeInt",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "amountRefundableFormatted",
      args: [
       {
        name: "locale",
        type: {
         kind: "SCALAR",
         name: "String",
         ofType: null
        },
        defaultValue: "\"en-US\"",
        isDeprecated: false,
        deprecationReason: null
       }
      ],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "String",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "amountStep",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "SafeInt",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "fullOnly",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "Boolean",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "refundable",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "Boolean",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "refundableUntil",
      args: [],
      type: {
       kind: "SCALAR",
       name: "DateTime",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "refusals",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: null,
        kind: "LIST",
        ofType: {
         name: null,
         kind: "NON_NULL",
         ofType: {
          name: "RefundError",
          kind: "INTERFACE",
          ofType: null
         }
        }
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "requiresInstructionsEmail",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "Boolean",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    inputFields: null,
    interfaces: [],
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "ENUM",
    name: "RefundedState",
    isOneOf: null,
    fields: null,
    inputFields: null,
    interfaces: null,
    enumValues: [
     {
      name: "FULL",
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "NONE",
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "PARTIAL",
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    possibleTypes: null
   },
   {
    kind: "INPUT_OBJECT",
    name: "RejectRefundInput",
    isOneOf: false,
    fields: null,
    inputFields: [
     {
      name: "approval",
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "ID",
        kind: "SCALAR",
        ofType: null
       }
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "note",
      type: {
       kind: "SCALAR",
       name: "String",
       ofType: null
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    interfaces: null,
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "OBJECT",
    name: "RejectRefundPayload",
    isOneOf: null,
    fields: [
     {
      name: "approval",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "RefundApproval",
        kind: "OBJECT",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    inputFields: null,
    interfaces: [],
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "UNION",
    name: "RejectRefundResult",
    isOneOf: null,
    fields: null,
    inputFields: null,
    interfaces: null,
    enumValues: null,
    possibleTypes: [
     {
      kind: "OBJECT",
      name: "RefundApprovalNotPendingError",
      ofType: null
     },
     {
      kind: "OBJECT",
      name: "RejectRefundPayload",
      ofType: null
     },
     {
      kind: "OBJECT",
      name: "ResourceMissingError",
      ofType: null
     }
    ]
   },
   {
    kind: "OBJECT",
    name: "ResourceMissingError",
    isOneOf: null,
    fields: [
     {
      name: "code",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "RefundErrorCode",
        kind: "ENUM",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "message",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "String",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "param",
      args: [],
      type: {
       kind: "SCALAR",
       name: "String",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    inputFields: null,
    interfaces: [
     {
      kind: "INTERFACE",
      name: "RefundError",
      ofType: null
     }
    ],
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "INPUT_OBJECT",
    name: "RevokeApiKeyInput",
    isOneOf: false,
    fields: null,
    inputFields: [
     {
      name: "id",
      type: {
       kind: "SCALAR",
       name: "ID",
       ofType: null
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "name",
      type: {
       kind: "SCALAR",
       name: "String",
       ofType: null
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    interfaces: null,
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "OBJECT",
    name: "RevokeApiKeyPayload",
    isOneOf: null,
    fields: [
     {
      name: "apiKey",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "ApiKey",
        kind: "OBJECT",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    inputFields: null,
    interfaces: [],
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "UNION",
    name: "RevokeApiKeyResult",
    isOneOf: null,
    fields: null,
    inputFields: null,
    interfaces: null,
    enumValues: null,
    possibleTypes: [
     {
      kind: "OBJECT",
      name: "InvalidParameterError",
      ofType: null
     },
     {
      kind: "OBJECT",
      name: "ResourceMissingError",
      ofType: null
     },
     {
      kind: "OBJECT",
      name: "RevokeApiKeyPayload",
      ofType: null
     }
    ]
   },
   {
    kind: "SCALAR",
    name: "SafeInt",
    isOneOf: null,
    fields: null,
    inputFields: null,
    interfaces: null,
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "OBJECT",
    name: "Subscription",
    isOneOf: null,
    fields: [
     {
      name: "refundApprovalEvents",
      args: [
       {
        name: "afterEvent",
        type: {
         kind: "SCALAR",
         name: "ID",
         ofType: null
        },
        defaultValue: null,
        isDeprecated: false,
        deprecationReason: null
       },
       {
        name: "filter",
        type: {
         kind: "INPUT_OBJECT",
         name: "RefundApprovalEventFilter",
         ofType: null
        },
        defaultValue: null,
        isDeprecated: false,
        deprecationReason: null
       }
      ],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "RefundApprovalEvent",
        kind: "OBJECT",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "refundEvents",
      args: [
       {
        name: "afterEvent",
        type: {
         kind: "SCALAR",
         name: "ID",
         ofType: null
        },
        defaultValue: null,
        isDeprecated: false,
        deprecationReason: null
       },
       {
        name: "filter",
        type: {
         kind: "INPUT_OBJECT",
         name: "RefundEventFilter",
         ofType: null
        },
        defaultValue: null,
        isDeprecated: false,
        deprecationReason: null
       }
      ],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "RefundEvent",
        kind: "OBJECT",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    inputFields: null,
    interfaces: [],
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "OBJECT",
    name: "TransferReversal",
    isOneOf: null,
    fields: [
     {
      name: "amount",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "SafeInt",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "amountFormatted",
      args: [
       {
        name: "locale",
        type: {
         kind: "SCALAR",
         name: "String",
         ofType: null
        },
        defaultValue: "\"en-US\"",
        isDeprecated: false,
        deprecationReason: null
       }
      ],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "String",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "created",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "DateTime",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "currency",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "String",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "currencyDecimals",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "Int",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "id",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "ID",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    inputFields: null,
    interfaces: [
     {
      kind: "INTERFACE",
      name: "Node",
      ofType: null
     }
    ],
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "INPUT_OBJECT",
    name: "UpdateRefundMetadataInput",
    isOneOf: false,
    fields: null,
    inputFields: [
     {
      name: "metadata",
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "Metadata",
        kind: "SCALAR",
        ofType: null
       }
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "refund",
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "ID",
        kind: "SCALAR",
        ofType: null
       }
      },
      defaultValue: null,
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    interfaces: null,
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "OBJECT",
    name: "UpdateRefundMetadataPayload",
    isOneOf: null,
    fields: [
     {
      name: "refund",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "Refund",
        kind: "OBJECT",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    inputFields: null,
    interfaces: [],
    enumValues: null,
    possibleTypes: null
   },
   {
    kind: "UNION",
    name: "UpdateRefundMetadataResult",
    isOneOf: null,
    fields: null,
    inputFields: null,
    interfaces: null,
    enumValues: null,
    possibleTypes: [
     {
      kind: "OBJECT",
      name: "InvalidParameterError",
      ofType: null
     },
     {
      kind: "OBJECT",
      name: "ResourceMissingError",
      ofType: null
     },
     {
      kind: "OBJECT",
      name: "UpdateRefundMetadataPayload",
      ofType: null
     }
    ]
   },
   {
    kind: "OBJECT",
    name: "Viewer",
    isOneOf: null,
    fields: [
     {
      name: "name",
      args: [],
      type: {
       kind: "SCALAR",
       name: "String",
       ofType: null
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "noteRequired",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "Boolean",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "reasonCodeRequired",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: "Boolean",
        kind: "SCALAR",
        ofType: null
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "reasonCodes",
      args: [],
      type: {
       kind: "LIST",
       name: null,
       ofType: {
        name: null,
        kind: "NON_NULL",
        ofType: {
         name: "String",
         kind: "SCALAR",
         ofType: null
        }
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "refundLimits",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: null,
        kind: "LIST",
        ofType: {
         name: null,
         kind: "NON_NULL",
         ofType: {
          name: "RefundLimit",
          kind: "OBJECT",
          ofType: null
         }
        }
       }
      },
      isDeprecated: false,
      deprecationReason: null
     },
     {
      name: "scopes",
      args: [],
      type: {
       kind: "NON_NULL",
       name: null,
       ofType: {
        name: null,
        kind: "LIST",
        ofType: {
         name: null,
         kind: "NON_NULL",
         ofType: {
          name: "String",
          kind: "SCALAR",
          ofType: null
         }
        }
       }
      },
      isDeprecated: false,
      deprecationReason: null
     }
    ],
    inputFields: null,
    interfaces: [],
    enumValues: null,
    possibleTypes: null
   }
  ]
 }
};
/** For its option `scalars`. */
export type scalars = { DateTime: string; SafeInt: number; Metadata: Record<string, string> };

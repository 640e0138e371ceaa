package dev.meander.log;

/**
 * What the broker is told of the wire form. Every field that an event may lack is a union with null
 * and a default, so that adding one keeps old and new readers compatible in both directions.
 */
final class EventSchemaDefinition {

  static final String AVRO =
      """
      {"type":"record","name":"BehaviorEvent","namespace":"dev.meander.log","fields":[
      {"name":"v","type":"int"},
      {"name":"tenant","type":"string"},
      {"name":"eventId","type":"string"},
      {"name":"personId","type":"string"},
      {"name":"kind","type":"string"},
      {"name":"occurredAt","type":"long","doc":"milliseconds since 1970-01-01T00:00:00Z"},
      {"name":"source","type":["null","string"],"default":null},
      {"name":"sessionId","type":["null","string"],"default":null},
      {"name":"context","type":["null",{"type":"map","values":"string"}],"default":null},
      {"name":"item","type":["null",{"type":"record","name":"Item","fields":[
      {"name":"id","type":"string"},
      {"name":"category","type":["null",{"type":"array","items":"string"}],"default":null},
      {"name":"name","type":["null","string"],"default":null},
      {"name":"price","type":["null","string"],"default":null}]}],"default":null},
      {"name":"dwellMs","type":["null","long"],"default":null},
      {"name":"query","type":["null","string"],"default":null},
      {"name":"quantity","type":["null","int"],"default":null},
      {"name":"amount","type":["null","string"],"default":null,"doc":"plain decimal"},
      {"name":"currency","type":["null","string"],"default":null,"doc":"ISO 4217"},
      {"name":"rating","type":["null","int"],"default":null},
      {"name":"text","type":["null","string"],"default":null},
      {"name":"path","type":["null","string"],"default":null},
      {"name":"referrer","type":["null","string"],"default":null},
      {"name":"categories","type":["null",{"type":"array","items":{"type":"array","items":"string"}}],"default":null},
      {"name":"granted","type":["null","boolean"],"default":null},
      {"name":"member","type":["null","string"],"default":null},
      {"name":"merged","type":["null","boolean"],"default":null}
      ]}
      """;

  private EventSchemaDefinition() {}
}

/** Writes the types of the client from an OpenAPI 3.1 document: a type for each schema, a method for each operation. */

/**
 * @typedef {Record<string, any>} Schema
 * @typedef {{ operationId: string, summary: string, description?: string, parameters?: Schema[], requestBody?: Schema, responses: Record<string, Schema> }} Operation
 */

/**
 * The text of src/client/operations.ts.
 * @param {any} document
 * @returns {string}
 */
export function clientSource(document) {
  /** @type {{ path: string, method: string, operation: Operation }[]} */
  const operations = Object.entries(document.paths)
    .flatMap(([path, methods]) =>
      Object.entries(/** @type {Record<string, Operation>} */ (methods)).map(([method, operation]) => ({
        path,
        method: method.toUpperCase(),
        operation,
      })),
    )
    // What only sends a browser on is nothing for a program.
    .filter(({ operation }) => goodContents(operation.responses).length > 0);
  return `// Made from the API document by scripts/client.js: \`npm run client\` makes it anew.
import type { ReadOptions, Wire, WriteOptions } from './client.ts';

${Object.entries(document.components.schemas)
  .map(([name, schema]) => declaration(name, schema))
  .join('\n\n')}

/** Every operation of the API. */
export interface Operations {
${operations.map(({ operation, method }) => indent(signature(operation, method))).join('\n\n')}
}

/** How each operation goes over the wire. */
export const OPERATIONS = {
${operations.map(({ operation, method, path }) => `  ${operation.operationId}: ${wire(operation, method, path)},`).join('\n')}
} as const satisfies Record<keyof Operations, Wire>;
`;
}

/**
 * @param {string} name
 * @param {Schema} schema
 */
function declaration(name, schema) {
  const { description, ...rest } = schema;
  const text = typeOf(rest);
  const isInterface = text.startsWith('{') && rest.type === 'object';
  return `${comment(description)}export ${isInterface ? `interface ${name} ${text}` : `type ${name} = ${text};`}`;
}

/**
 * @param {Operation} operation
 * @param {string} method
 */
function signature({ operationId, summary, description, parameters = [], requestBody, responses }, method) {
  const params = parameters.filter((one) => one.in === 'path');
  const query = parameters.filter((one) => one.in === 'query');
  const body = requestBody && Object.entries(requestBody.content)[0];
  const fields = [
    params.length > 0 && `readonly params: ${parameterType(params)};`,
    query.length > 0 && `readonly query${isOptional(query) ? '?' : ''}: ${parameterType(query)};`,
    body && `readonly body: ${typeOf(body[1].schema, body[0] === 'multipart/form-data')};`,
  ].filter((field) => field !== false && field !== undefined);
  const canBeLeftOut = params.length === 0 && isOptional(query) && body === undefined;
  const options = method === 'GET' ? 'ReadOptions' : 'WriteOptions';
  const request = fields.length === 0 ? options : `{\n${indent(fields.join('\n'))}\n} & ${options}`;
  return `${comment([summary, description].filter(Boolean).join('. '))}${operationId}(request${canBeLeftOut ? '?' : ''}: ${request}): Promise<${answerType(responses)}>;`;
}

/** @param {Schema[]} parameters */
function isOptional(parameters) {
  return !parameters.some(({ required }) => required);
}

/** @param {Schema[]} parameters */
function parameterType(parameters) {
  return objectType(
    Object.fromEntries(parameters.map(({ name, schema, description }) => [name, { ...schema, description }])),
    parameters.filter(({ required }) => required).map(({ name }) => name),
  );
}

/** @param {Record<string, Schema>} responses */
function answerType(responses) {
  const types = goodContents(responses).map((content) => {
    if (content === undefined) return 'void';
    const json = content['application/json'];
    return json === undefined ? 'Response' : typeOf(json.schema);
  });
  return [...new Set(types)].join(' | ');
}

/**
 * @param {Operation} operation
 * @param {string} method
 * @param {string} path
 */
function wire({ requestBody, responses }, method, path) {
  const sends = requestBody && 'multipart/form-data' in requestBody.content ? 'form' : 'json';
  const isJson = goodContents(responses).every(
    (content) => content === undefined || 'application/json' in content,
  );
  return `{ method: '${method}', path: '${path}', sends: '${sends}', gives: '${isJson ? 'json' : 'response'}' }`;
}

/** @param {Record<string, Schema>} responses */
function goodContents(responses) {
  return Object.entries(responses)
    .filter(([status]) => status.startsWith('2'))
    .map(([, { content }]) => /** @type {Schema | undefined} */ (content));
}

/**
 * @param {Schema} schema
 * @param {boolean} [isForm]
 * @returns {string}
 */
function typeOf(schema, isForm = false) {
  if (schema.$ref) return schema.$ref.slice('#/components/schemas/'.length);
  if ('const' in schema) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((/** @type {unknown} */ one) => JSON.stringify(one)).join(' | ');
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return [...new Set(choices.map((/** @type {Schema} */ one) => typeOf(one)))].join(' | ');
  if (schema.allOf) return schema.allOf.map((/** @type {Schema} */ one) => `(${typeOf(one)})`).join(' & ');
  if (Array.isArray(schema.type)) {
    return schema.type.map((/** @type {string} */ type) => typeOf({ ...schema, type })).join(' | ');
  }
  switch (schema.type) {
    case 'string':
      return isForm && schema.format === 'binary' ? 'Blob' : 'string';
    case 'integer':
    case 'number':
      return 'number';
    case 'boolean':
      return 'boolean';
    case 'null':
      return 'null';
    case 'array': {
      if (schema.prefixItems) {
        return `readonly [${schema.prefixItems.map((/** @type {Schema} */ one) => typeOf(one)).join(', ')}]`;
      }
      const item = typeOf(schema.items ?? {});
      return /^[\w$]+$/.test(item) ? `readonly ${item}[]` : `readonly (${item})[]`;
    }
    case 'object':
      return objectType(schema.properties ?? {}, schema.required ?? [], schema.additionalProperties, isForm);
    default:
      return 'unknown';
  }
}

/**
 * @param {Record<string, Schema>} properties
 * @param {readonly string[]} required
 * @param {unknown} [further]
 * @param {boolean} [isForm]
 */
function objectType(properties, required, further = false, isForm = false) {
  const names = Object.keys(properties);
  if (names.length === 0 && further === false) return 'Record<string, never>';
  const fields = names.map((name) => {
    const { description, ...schema } = properties[name];
    const isRequired = required.includes(name);
    const key = /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
    const field = `readonly ${key}${isRequired ? '' : '?'}: ${typeOf(schema, isForm)}${isRequired ? '' : ' | undefined'};`;
    return comment(description) + field;
  });
  if (further !== false) {
    const type = names.length > 0 || further === true ? 'unknown' : typeOf(/** @type {Schema} */ (further));
    fields.push(`readonly [name: string]: ${type};`);
  }
  return `{\n${indent(fields.join('\n'))}\n}`;
}

/** @param {string | undefined} text */
function comment(text) {
  return text ? `/** ${text.replaceAll('*/', '* /').replace(/\s+/g, ' ')} */\n` : '';
}

/** @param {string} text */
function indent(text) {
  return text.replace(/^(?=.)/gm, '  ');
}

/** The folder, in the data folder, of the copies that are made before the schema changes. */
export const BACKUPS = 'backups';

export interface PlantedSecret {
  /** Shown when it is found; the value never is. */
  name: string;
  value: string;
}

export function findPlanted(text: string, secrets: readonly PlantedSecret[]): string[];
export function searchFolder(folder: string, secrets: readonly PlantedSecret[]): Promise<string[]>;
export function searchFile(path: string, secrets: readonly PlantedSecret[]): Promise<string[]>;

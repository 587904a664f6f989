/** "4 GB", or "512 MB" below one. */
export function memoryInWords(megabytes: number): string {
  return megabytes >= 1024 ? `${trim(megabytes / 1024)} GB` : `${megabytes} MB`;
}

/** "20 TB", "500 GB", or "Unmetered" where the plan sets no limit. */
export function trafficInWords(gigabytes: number): string {
  if (gigabytes === 0) return 'Unmetered';
  return gigabytes >= 1000 && gigabytes % 100 === 0 ? `${trim(gigabytes / 1000)} TB` : `${gigabytes} GB`;
}

/** "2 vCPU · 4 GB · 80 GB", the short facts of a plan. */
export function planInWords(plan: { readonly cpuCores: number; readonly memoryMb: number; readonly storageGb: number }): string {
  return `${plan.cpuCores} vCPU · ${memoryInWords(plan.memoryMb)} · ${plan.storageGb} GB`;
}

function trim(amount: number): string {
  return String(Math.round(amount * 10) / 10);
}

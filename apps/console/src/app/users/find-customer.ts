import { type Api, listUsers } from '@sky/api-client';

/** The number of the account with exactly this username or email; undefined when nobody has it. */
export async function findCustomer(api: Api, name: string): Promise<number | undefined> {
  const wanted = name.trim().toLowerCase();
  const { data } = await api.invoke(listUsers, { search: wanted, limit: 100 });
  return data.find(({ username, email }) => username.toLowerCase() === wanted || email.toLowerCase() === wanted)?.id;
}
